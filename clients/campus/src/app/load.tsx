import type { Answer } from "@testamur/client";
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { pageByPage, type ListPage } from "./page-by-page.js";
import { Head } from "./parts.js";
import { Problem } from "./problem.js";
import { t } from "./texts.js";

/** After so long a page says that it waits, and after so long that it takes unusually long; in milliseconds. */
const WAITING = 250;
const SLOW = 4000;

export interface Loaded<T> {
  readonly value: T | undefined;
  readonly problem: unknown;
  /** Loads once more; what is there stays until the new is. */
  readonly again: () => void;
}

/** Loads what a page shows, anew when one of the inputs changes. */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>, inputs: readonly unknown[]): Loaded<T> {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{ value?: T; problem?: unknown; of: string }>({ of: "" });
  const of = JSON.stringify(inputs);
  useEffect(() => {
    const stop = new AbortController();
    load(stop.signal).then(
      (value) => stop.signal.aborted || setState({ value, of }),
      (problem: unknown) => stop.signal.aborted || setState({ problem, of }),
    );
    return () => stop.abort();
  }, [of, turn]);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  const current = state.of === of;
  return { value: current ? state.value : undefined, problem: current ? state.problem : undefined, again };
}

interface ShowProps<T> {
  readonly of: Loaded<T>;
  /** Heads a page that does not come, where the title is part of what is loaded. */
  readonly title?: string;
  readonly children: (value: T) => ComponentChildren;
}

/** Shows what was loaded, that it is on its way, or why it did not come. */
export function Show<T>({ of, title, children }: ShowProps<T>) {
  if (of.problem !== undefined) {
    return (
      <div class={title === undefined ? "" : "wrap"}>
        {title !== undefined && <Head title={title} />}
        <Problem of={of.problem} again={of.again} />
      </div>
    );
  }
  return of.value === undefined ? <Waiting /> : <>{children(of.value)}</>;
}

export function Waiting() {
  const [text, setText] = useState("");
  useEffect(() => {
    const timers = [
      setTimeout(() => setText(t("load.waiting")), WAITING),
      setTimeout(() => setText(t("load.slow")), SLOW),
    ];
    return () => timers.forEach(clearTimeout);
  }, []);
  return (
    <p class="waiting" role="status">
      {text}
    </p>
  );
}

export interface Pages<T> extends Loaded<readonly T[]> {
  /** Loads the next page; undefined when there is none. */
  readonly more: (() => void) | undefined;
  readonly loadingMore: boolean;
  /** How many there are in all, where it was asked for. */
  readonly total: number | undefined;
}

/** Loads a list page by page, as the reader asks for more. */
export function usePages<T>(
  begin: (signal: AbortSignal) => AsyncIterator<Answer<ListPage<T>>>,
  inputs: readonly unknown[],
): Pages<T> {
  const [state, setState] = useState<{ items: readonly T[]; total?: number | undefined; rest?: () => Promise<void>; busy?: boolean; problem?: unknown }>();
  const first = useLoaded(async (signal) => {
    const next = pageByPage(begin(signal));
    const show = async (): Promise<void> => {
      const { items, more, total } = await next();
      if (!signal.aborted) {
        setState(more ? { items, total, rest: show } : { items, total });
      }
    };
    await show();
    return true;
  }, inputs);
  const rest = state?.rest;
  const more = () => {
    setState((now) => now && { ...now, busy: true });
    rest?.().catch((problem: unknown) => setState((now) => now && { ...now, busy: false, problem }));
  };
  return {
    value: first.value === undefined ? undefined : state?.items,
    problem: first.problem ?? state?.problem,
    again: first.again,
    more: rest === undefined ? undefined : more,
    loadingMore: state?.busy === true,
    total: state?.total,
  };
}

/** The button under a list that has more pages. */
export function More({ of }: { of: Pages<unknown> }) {
  return of.more === undefined ? null : (
    <p class="near">
      <button type="button" class="btn" onClick={of.more} aria-busy={of.loadingMore}>
        {of.loadingMore ? t("load.waiting") : t("load.more")}
      </button>
    </p>
  );
}

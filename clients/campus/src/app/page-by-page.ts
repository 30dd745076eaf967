import type { Answer } from "@testamur/client";

/** What is read of a list so far, and whether there is more. */
export interface Read<T> {
  readonly items: readonly T[];
  readonly more: boolean;
  /** How many there are in all, where it was asked for. */
  readonly total?: number;
}

/** A page of a list, as the API sends it. */
export interface ListPage<T> {
  readonly items?: readonly T[];
  readonly next?: string;
  readonly total?: number;
}

/** Reads on by a page at each call; who asks while a page is on its way gets that one. */
export function pageByPage<T>(
  pages: AsyncIterator<Answer<ListPage<T>>>,
): () => Promise<Read<T>> {
  let items: readonly T[] = [];
  let total: number | undefined;
  let running: Promise<Read<T>> | undefined;
  const read = async (): Promise<Read<T>> => {
    const { value, done } = await pages.next();
    const page = done === true ? {} : (value as Answer<ListPage<T>>).data;
    items = [...items, ...(page.items ?? [])];
    total = page.total ?? total;
    return { items, more: page.next !== undefined, ...(total === undefined ? {} : { total }) };
  };
  return () =>
    (running ??= read().finally(() => {
      running = undefined;
    }));
}

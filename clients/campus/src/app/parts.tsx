import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { justMoved } from "./router.js";
import { t, type Key } from "./texts.js";

const ICONS = {
  check: "m5 12.5 4.5 4.5L19 7.5",
  clock: "M12 3.5a8.500 8.500 0 1 0 0 17a8.500 8.500 0 1 0 0-17M12 7.500V12l3 2",
  pause: "M9 6v12M15 6v12",
  cross: "m6 6 12 12M18 6 6 18",
  swap: "M5 12h14m-5-5 5 5-5 5",
  question: "M9 9.200a3 3 0 1 1 4.400 2.700c-.9.5-1.400 1-1.400 2.100M12 17.400v.1",
  alert: "M12 4.500 21 19.500H3zM12 10.500v4M12 17v.1",
  dots: "M6 12h.1M12 12h.1M18 12h.1",
  download: "M12 4v11m-4-4 4 4 4-4M5 19.500h14",
  info: "M12 3.500a8.500 8.500 0 1 0 0 17a8.500 8.500 0 1 0 0-17M12 11v5M12 8v.1",
  plus: "M12 5v14M5 12h14",
  search: "M10.500 4.500a6 6 0 1 0 0 12a6 6 0 1 0 0-12M15 15l5 5",
  down: "m6 9.500 6 6 6-6",
  globe: "M12 3.500a8.500 8.500 0 1 0 0 17a8.500 8.500 0 1 0 0-17M3.500 12h17M12 3.500c-5 5-5 12 0 17c5-5 5-12 0-17",
  person: "M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4.500 20.500c1-8 14-8 15 0",
  again: "M19 12a7 7 0 1 1-2-5m2-3v4h-4",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  link: "M14 5h5v5M19 5l-8 8M10 5H5v14h14v-5",
} as const;

export type IconName = keyof typeof ICONS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={name === "swap" ? "icon flip" : "icon"} viewBox="0 0 24 24" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  );
}

/** How states look; the word comes from the texts. */
const LOOKS = {
  good: ["is-valid", "check"],
  bad: ["is-revoked", "cross"],
  paused: ["is-suspended", "pause"],
  soon: ["is-suspended", "clock"],
  past: ["is-superseded", "swap"],
  going: ["is-info", "dots"],
  unknown: ["is-none", "question"],
  none: ["is-none", "dots"],
} as const satisfies Record<string, readonly [string, IconName]>;

export type Look = keyof typeof LOOKS;

/** A state in a list: a shape and a word. */
export function State({ look, children }: { look: Look; children: ComponentChildren }) {
  const [style, icon] = LOOKS[look];
  return (
    <span class={`state ${style}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

interface HeadProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  /** Where the page is: addresses and names of the pages above it. */
  readonly above?: readonly (readonly [href: string, name: string])[];
  /** Stands opposite the title. */
  readonly beside?: ComponentChildren;
}

/** A page's title; it gets the focus when the reader comes from another page. */
export function Head({ title, lead, above = [], beside }: HeadProps) {
  return (
    <div class="head tight">
      {above.length > 0 && (
        <nav class="crumbs" aria-label={t("page.where")}>
          <ol>
            {above.map(([href, name]) => (
              <li key={href}>
                <a href={href}>{name}</a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div class="row between">
        <Title>{title}</Title>
        {beside}
      </div>
      {lead !== undefined && <p>{lead}</p>}
    </div>
  );
}

export function Title({ children, id }: { children: string; id?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · Testamur Campus`;
  }, [children]);
  useEffect(() => {
    if (justMoved()) {
      heading.current?.focus();
    }
  }, []);
  return (
    <h1 ref={heading} dir="auto" tabIndex={-1} {...(id === undefined ? {} : { id })}>
      {children}
    </h1>
  );
}

interface EmptyProps {
  readonly title: Key;
  readonly why: Key;
  readonly children?: ComponentChildren;
}

/** A list with nothing in it: why, and what to do. */
export function Empty({ title, why, children }: EmptyProps) {
  return (
    <div class="empty flow">
      <h2 class="h-sm">{t(title)}</h2>
      <p>{t(why)}</p>
      {children}
    </div>
  );
}

/** Takes the focus to what has just appeared in the place of what was used. */
export function useArrival<E extends HTMLElement>() {
  const arrived = useRef<E>(null);
  useEffect(() => arrived.current?.focus(), []);
  return arrived;
}

/** What was done, told once. */
export function Done({ children }: { children: ComponentChildren }) {
  return (
    <div class="alert is-valid near" role="status">
      <Icon name="check" />
      <div>{children}</div>
    </div>
  );
}

/** One figure out of a whole, with its limit; the figure stands beside it in words. */
export function Bar({ part, whole, limit }: { part: number; whole: number; limit?: number }) {
  const at = (value: number) => (whole <= 0 ? 0 : (200 * Math.min(value, whole)) / whole);
  return (
    <svg class="bar" viewBox="0 0 200 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="all" y="2" width="200" height="6" />
      <rect class="part" y="2" width={at(part)} height="6" />
      {limit !== undefined && <rect class="limit" x={at(limit) - 0.75} width="1.5" height="10" />}
    </svg>
  );
}

/** The image of a micro-credential, or a sign in its place. */
export function Badge({ url, size, alt = "" }: { url: string | undefined; size: number; alt?: string | undefined }) {
  const style = size > 100 ? "badge" : undefined;
  return url === undefined ? (
    <svg class={`blank ${style ?? ""}`} viewBox="0 0 48 48" fill="none" stroke="currentColor" aria-hidden="true">
      <circle cx="24" cy="24" r="21" stroke-width="1.5" stroke-dasharray="3 3" />
      <path stroke-width="2" d="M24 13l9 3v8c0 6-4 9-9 11c-5-2-9-5-9-11v-8z" />
    </svg>
  ) : (
    <img {...(style === undefined ? {} : { class: style })} src={onThisHost(url)} alt={alt} width={size} height={size} loading="lazy" />
  );
}

/** An image of the catalogue as this host serves it: an institution with a host of its own names it under that one. */
export function onThisHost(url: string): string {
  return URL.canParse(url) && new URL(url).pathname.startsWith("/catalog/") ? new URL(url).pathname : url;
}

import { useEffect, useState } from "preact/hooks";

/** Where the front end stands; every address of a page begins with it. */
export const BASE = "/campus";

export interface Place {
  /** The path behind {@link BASE}, such as `/find`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Counts the pages that were gone to: a page that is gone to again is loaded again. */
  readonly visit: number;
}

/** Values of a pattern's places, such as `id` of `/find/:id`. */
export type Parameters = Readonly<Record<string, string>>;

const listeners = new Set<() => void>();
let moved = false;
let visit = 0;

export function here(): Place {
  return { path: location.pathname.slice(BASE.length) || "/", query: new URLSearchParams(location.search), visit };
}

/** Goes to a page of the front end; the reader comes back by the browser's button. */
export function go(path: string): void {
  history.pushState(null, "", BASE + path);
  scrollTo(0, 0);
  arrive();
}

/** Narrows or widens what the present page shows: the page and its focus stay. */
export function refine(path: string): void {
  history.replaceState(null, "", BASE + path);
  tell();
}

/** Whether a page was gone to since the last question: its heading gets the focus then. */
export function justMoved(): boolean {
  const answer = moved;
  moved = false;
  return answer;
}

/** The present place, for components that depend on it. */
export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const listener = () => setPlace(here());
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, []);
  return place;
}

/** The values in a path that follows a pattern, or undefined when it does not. */
export function match(pattern: string, path: string): Parameters | undefined {
  const wanted = pattern.split("/");
  const given = path.replace(/\/$/, "").split("/");
  if (pattern !== "/" && wanted.length !== given.length) {
    return undefined;
  }
  if (pattern === "/") {
    return path === "/" || path === "" ? {} : undefined;
  }
  const values: Record<string, string> = {};
  const fits = wanted.every((part, at) => {
    const value = given[at] ?? "";
    if (part.startsWith(":") && value !== "") {
      const plain = decoded(value);
      values[part.slice(1)] = plain ?? "";
      return plain !== undefined;
    }
    return part === value;
  });
  return fits ? values : undefined;
}

/** Undefined where a percent sign does not begin a character in UTF-8. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** Follows links inside the front end without loading it anew. */
export function followLinks(): void {
  addEventListener("popstate", arrive);
  addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const inside = link?.origin === location.origin && (link.pathname === BASE || link.pathname.startsWith(`${BASE}/`));
    if (link === null || !plain || !inside || link.target !== "" || link.hash !== "" || event.defaultPrevented) {
      return;
    }
    event.preventDefault();
    go(link.pathname.slice(BASE.length) + link.search);
  });
}

function arrive(): void {
  moved = true;
  visit++;
  tell();
}

function tell(): void {
  [...listeners].forEach((listener) => listener());
}

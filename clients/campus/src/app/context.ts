import type { Session, Testamur } from "@testamur/client";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Role, Who } from "./who.js";

/** What every page may use. */
export interface Scope {
  /** The API as the reader, for the institution or employer that the page is about. */
  readonly testamur: Testamur;
  /** The slug of that institution or employer; empty on pages of no place. */
  readonly workplace: string;
  /** The role that the page is for; none on pages for everybody. */
  readonly role: Role | undefined;
  /** Who is logged in; nobody without it. */
  readonly person: Who | undefined;
  readonly session: Session | undefined;
  /** Reads anew who is logged in, after roles were given or taken. */
  readonly renew: () => Promise<Who | undefined>;
}

export const ScopeContext = createContext<Scope | undefined>(undefined);

export function useScope(): Scope {
  const scope = useContext(ScopeContext);
  if (scope === undefined) {
    throw new Error("A page stands inside the App.");
  }
  return scope;
}

/** The API, as the page's role. */
export function useApi(): Testamur {
  return useScope().testamur;
}

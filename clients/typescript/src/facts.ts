import { serviceOf } from "./service.js";
import type { Store } from "./store.js";

interface Written {
  readonly token: string;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
  /** The services at which it has arrived. */
  readonly arrived: string[];
}

const KEY = "testamur.facts";

/** As many as a request may name. */
const MOST_NAMED = 20;

/** Facts arrive within seconds. What has not after this time is held up, and reads go on without it. */
const REMEMBERED = 120_000;

/** Answers that only come once the facts are there; log-in, roles and limits of rates refuse before that. */
const WAITED: ReadonlySet<number> = new Set([304, 404, 409, 410, 412]);

/**
 * Remembers what was written, so that later reads see it. A write answers with `Testamur-Fact`; each later request
 * carries it as `Testamur-After`, until the service that the path belongs to has waited for it.
 *
 * Clients that share one object see each other's writes. With a store, such as `sessionStorage`, facts outlive a reload.
 */
export class Facts {
  readonly #store: Store | undefined;
  readonly #now: () => number;
  #written: Written[];

  constructor(options: { store?: Store; now?: () => number } = {}) {
    this.#store = options.store;
    this.#now = options.now ?? Date.now;
    this.#written = read(this.#store?.getItem(KEY));
  }

  /** The value of `Testamur-After` for a path; undefined when there is nothing to wait for. */
  before(path: string): string | undefined {
    this.#forgetOld();
    const tokens = this.#written
      .filter((fact) => !fact.arrived.includes(serviceOf(path)))
      .slice(-MOST_NAMED)
      .map((fact) => fact.token);
    return tokens.length === 0 ? undefined : tokens.join(",");
  }

  /** Learns from the answer to a request that carried `named`, which {@link before} gave. */
  answered(path: string, named: string | undefined, response: Response): void {
    if ((response.ok || WAITED.has(response.status)) && named !== undefined) {
      for (const fact of this.#written.filter((known) => named.split(",").includes(known.token))) {
        fact.arrived.push(serviceOf(path));
      }
    }
    this.remember(response.headers.get("Testamur-Fact"));
  }

  /** Takes a value of `Testamur-Fact` that came another way, such as from a server that renders pages. */
  remember(header: string | null): void {
    for (const token of header?.split(",") ?? []) {
      if (token.trim() !== "") {
        this.#written.push({ token: token.trim(), at: this.#now(), arrived: [] });
      }
    }
    this.#store?.setItem(KEY, JSON.stringify(this.#written));
  }

  #forgetOld(): void {
    const oldest = this.#now() - REMEMBERED;
    this.#written = this.#written.filter((fact) => fact.at > oldest);
  }
}

function read(text: string | null | undefined): Written[] {
  try {
    const kept: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(kept) ? kept.filter(isWritten) : [];
  } catch {
    return [];
  }
}

function isWritten(value: unknown): value is Written {
  const { token, at, arrived } = (value ?? {}) as Partial<Record<keyof Written, unknown>>;
  return typeof token === "string" && typeof at === "number" && Array.isArray(arrived);
}

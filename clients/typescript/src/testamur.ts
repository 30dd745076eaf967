import createClient from "openapi-fetch";
import { follow } from "./events.js";
import { Facts } from "./facts.js";
import type { paths } from "./generated/api.js";
import { bodies, takesIdempotencyKey } from "./generated/operations.js";
import { nextCursor } from "./paging.js";
import { ProblemError } from "./problem.js";
import { RETRIES, SURROUNDINGS, send, type Repetition, type RetryPolicy, type Surroundings } from "./retry.js";
import type { TokenSource } from "./tokens.js";
import type {
  Answer,
  Arguments,
  CallOptions,
  DataOf,
  ItemOf,
  ListPath,
  MediaType,
  Method,
  Operation,
  PathOf,
  StreamPath,
  Version,
} from "./types.js";

export interface Settings {
  /** Where Testamur is, such as `https://credentials.university.example`. */
  readonly origin: string;
  /** Who sends the requests; nobody in particular without it. */
  readonly tokens?: TokenSource;
  /** What was written and is to be seen by later reads; clients may share it. */
  readonly facts?: Facts;
  /** The slug of the institution that staff work for; needed when they work for several. */
  readonly institution?: string;
  /** The slug of the employer that somebody works for; needed when they work for several. */
  readonly employer?: string;
  /** The languages that a person reads, as in `Accept-Language`. */
  readonly language?: string;
  readonly retries?: Partial<RetryPolicy>;
  /** Replaces `fetch`, clock, chance and pauses. */
  readonly surroundings?: Partial<Surroundings>;
}

const URL_ENCODED = "application/x-www-form-urlencoded";

interface Loose extends CallOptions {
  readonly path?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly contentType?: MediaType;
  readonly ifMatch?: Version;
  readonly idempotencyKey?: string;
}

/**
 * Testamur's operations. Each call resolves with an answer that says yes, and rejects with a {@link ProblemError} or a
 * `NoAnswerError`.
 */
export class Testamur {
  readonly #settings: Settings;
  readonly #facts: Facts;
  readonly #retries: RetryPolicy;
  readonly #surroundings: Surroundings;
  readonly #client;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#facts = settings.facts ?? new Facts();
    this.#retries = { ...RETRIES, ...settings.retries };
    this.#surroundings = { ...SURROUNDINGS, ...settings.surroundings };
    this.#client = createClient<paths>({
      baseUrl: settings.origin,
      credentials: "omit",
      bodySerializer: serialized,
    });
  }

  /** The same client, working for this institution. */
  at(institution: string): Testamur {
    return this.#with({ institution });
  }

  /** The same client, working for this employer. */
  forEmployer(employer: string): Testamur {
    return this.#with({ employer });
  }

  #with(changed: Partial<Settings>): Testamur {
    return new Testamur({ ...this.#settings, facts: this.#facts, ...changed });
  }

  get<P extends PathOf<"get">, A extends MediaType = "application/json">(
    path: P,
    ...[options]: Arguments<Operation<"get", P>, A>
  ): Promise<Answer<DataOf<Operation<"get", P>, A>>> {
    return this.#call("get", path, options as Loose | undefined);
  }

  post<P extends PathOf<"post">, A extends MediaType = "application/json">(
    path: P,
    ...[options]: Arguments<Operation<"post", P>, A>
  ): Promise<Answer<DataOf<Operation<"post", P>, A>>> {
    return this.#call("post", path, options as Loose | undefined);
  }

  put<P extends PathOf<"put">, A extends MediaType = "application/json">(
    path: P,
    ...[options]: Arguments<Operation<"put", P>, A>
  ): Promise<Answer<DataOf<Operation<"put", P>, A>>> {
    return this.#call("put", path, options as Loose | undefined);
  }

  delete<P extends PathOf<"delete">, A extends MediaType = "application/json">(
    path: P,
    ...[options]: Arguments<Operation<"delete", P>, A>
  ): Promise<Answer<DataOf<Operation<"delete", P>, A>>> {
    return this.#call("delete", path, options as Loose | undefined);
  }

  /** The items of a list, however many pages it has; a page is asked for when its first item is. */
  async *list<P extends ListPath>(
    path: P,
    ...[options]: Arguments<Operation<"get", P>>
  ): AsyncGenerator<ItemOf<Operation<"get", P>>, void, undefined> {
    for await (const page of this.pages<P>(path, ...([options] as Arguments<Operation<"get", P>>))) {
      yield* (page.data as { items?: ItemOf<Operation<"get", P>>[] }).items ?? [];
    }
  }

  /** The pages of a list, from the first to the last. */
  async *pages<P extends ListPath>(
    path: P,
    ...[options]: Arguments<Operation<"get", P>>
  ): AsyncGenerator<Answer<DataOf<Operation<"get", P>>>, void, undefined> {
    const given = (options as Loose | undefined) ?? {};
    let cursor: string | undefined;
    do {
      const page: Answer<DataOf<Operation<"get", P>>> = await this.#call("get", path, {
        ...given,
        query: cursor === undefined ? { ...given.query } : { ...given.query, cursor },
      });
      yield page;
      cursor = nextCursor(page.headers);
    } while (cursor !== undefined);
  }

  /**
   * How something stands, at first and after each change, by server-sent events. It has no end of its own: leave the loop
   * when what it says is final. A connection that ends is opened again. A fact that an event names is waited for by later
   * requests, as one that an answer names.
   */
  async *follow<P extends StreamPath>(
    path: P,
    ...[options]: Arguments<Operation<"get", P>>
  ): AsyncGenerator<DataOf<Operation<"get", P>>, never, undefined> {
    const given = (options as Loose | undefined) ?? {};
    const stop = new AbortController();
    const signal = given.signal === undefined ? stop.signal : AbortSignal.any([given.signal, stop.signal]);
    const events = follow({
      pause: this.#retries.firstPause,
      sleep: (milliseconds) => this.#surroundings.sleep(milliseconds, signal),
      open: async (lastEventId) => {
        signal.throwIfAborted();
        const headers = lastEventId === "" ? {} : { "Last-Event-ID": lastEventId };
        const response = await this.#response("get", path, {
          ...given,
          accept: "text/event-stream",
          headers: { ...given.headers, ...headers },
          signal,
        });
        return response.body ?? new Blob([]).stream();
      },
    });
    try {
      for (;;) {
        const { value } = await events.next();
        signal.throwIfAborted();
        const shown = JSON.parse(value.data) as DataOf<Operation<"get", P>> & { fact?: string };
        this.#facts.remember(shown.fact ?? null);
        yield shown;
      }
    } finally {
      stop.abort();
    }
  }

  async #call<T>(method: Method, path: string, options: Loose | undefined): Promise<Answer<T>> {
    const response = await this.#response(method, path, options ?? {});
    return {
      data: (await content(response)) as T,
      status: response.status,
      etag: response.headers.get("ETag") ?? undefined,
      location: response.headers.get("Location") ?? undefined,
      headers: response.headers,
    };
  }

  async #response(method: Method, path: string, options: Loose): Promise<Response> {
    const token = await this.#settings.tokens?.accessToken();
    const named = token === undefined ? undefined : this.#facts.before(path);
    const operation = `${method.toUpperCase()} ${path}`;
    const body = inForm(options.body, options.contentType, bodies[operation] ?? []);
    const headers = this.#headers(method, path, { ...options, body }, token, named);
    const { response } = await this.#client.request(method, path as never, {
      params: { path: options.path, query: options.query },
      body,
      headers,
      parseAs: "stream",
      signal: options.signal ?? null,
      fetch: async (request: Request) => {
        const again = repetition(method, headers);
        let answer = await send(request, again, this.#retries, this.#surroundings);
        const other = answer.status === 401 && token !== undefined ? await this.#tokenInstead(token) : undefined;
        if (other !== undefined) {
          // By a 401 nothing was done, so any request may be sent once more.
          await answer.body?.cancel();
          const renewed = request.clone();
          renewed.headers.set("Authorization", `Bearer ${other}`);
          answer = await send(renewed, again, this.#retries, this.#surroundings);
        }
        this.#facts.answered(path, named, answer);
        if (!answer.ok) {
          throw await ProblemError.of(answer, answer.status === 415 ? taken(operation) : undefined);
        }
        return answer;
      },
    } as never);
    return response;
  }

  /** Another token than this one, which was refused; undefined when there is none. */
  async #tokenInstead(refused: string): Promise<string | undefined> {
    const other = await this.#settings.tokens?.accessToken(refused);
    return other === refused ? undefined : other;
  }

  #headers(
    method: Method,
    path: string,
    options: Loose,
    token: string | undefined,
    named: string | undefined,
  ): Record<string, string> {
    const headers: Record<string, string> = { Accept: options.accept ?? "application/json, */*;q=0.1" };
    const add = (name: string, value: string | undefined): void => {
      if (value !== undefined) {
        headers[name] = value;
      }
    };
    const { institution, employer, language } = this.#settings;
    add("Authorization", token === undefined ? undefined : `Bearer ${token}`);
    add("Testamur-Institution", institution);
    add("Testamur-Employer", employer);
    add("Accept-Language", language);
    add("Testamur-After", named);
    add("If-Match", options.ifMatch === undefined ? undefined : entityTag(options.ifMatch));
    if (token !== undefined && takesIdempotencyKey.has(`${method.toUpperCase()} ${path}`)) {
      add("Idempotency-Key", options.idempotencyKey ?? crypto.randomUUID());
    }
    add("Content-Type", typeOf(options.body, options.contentType));
    return { ...headers, ...options.headers };
  }
}

function repetition(method: Method, headers: Record<string, string>): Repetition {
  if ("Idempotency-Key" in headers) {
    return "harmless";
  }
  // A change that was made and whose answer was lost would be refused the second time: it has another version now.
  const conditional = "If-Match" in headers && headers["If-Match"] !== "*";
  return method === "post" || conditional ? "unknown" : "harmless";
}

/** @throws {TypeError} when there is no version in it: without one, the change would be made whatever is there */
function entityTag(version: Version): string {
  if (typeof version === "string") {
    return version;
  }
  const number = typeof version === "number" ? version : "version" in version ? version.version : undefined;
  const tag = number === undefined ? (version as { etag?: string }).etag : `"${number}"`;
  if (tag === undefined) {
    throw new TypeError("ifMatch holds no version: the answer came without an ETag, or the item has no version yet.");
  }
  return tag;
}

/** An object as the form that the operation takes, where it takes no JSON. */
function inForm(body: unknown, contentType: MediaType | undefined, types: readonly string[]): unknown {
  if (typeof body !== "object" || body === null || asItIs(body) || types.includes("application/json")) {
    return body;
  }
  const form = [contentType, ...types].find((type) => type === "multipart/form-data" || type === URL_ENCODED);
  if (form === undefined) {
    return body;
  }
  const fields = Object.entries(body).filter(([, value]) => value !== undefined);
  if (form === URL_ENCODED) {
    return new URLSearchParams(fields.map(([name, value]) => [name, String(value)]));
  }
  const parts = new FormData();
  for (const [name, value] of fields) {
    parts.set(name, value instanceof Blob ? value : String(value));
  }
  return parts;
}

/** The type of a body; undefined where `fetch` names it (a form with its boundary), and for JSON. */
function typeOf(body: unknown, given: MediaType | undefined): string | undefined {
  if (body instanceof FormData) {
    return undefined;
  }
  if (body instanceof URLSearchParams) {
    return URL_ENCODED;
  }
  return given ?? (body instanceof Blob ? body.type || "application/octet-stream" : undefined);
}

function taken(operation: string): string | undefined {
  const types = bodies[operation];
  return types === undefined ? undefined : `${operation} takes ${types.join(", ")}.`;
}

function serialized(body: unknown): unknown {
  return asItIs(body) ? body : JSON.stringify(body);
}

function asItIs(body: unknown): boolean {
  return (
    typeof body === "string" ||
    body instanceof Blob ||
    body instanceof FormData ||
    body instanceof URLSearchParams ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body)
  );
}

async function content(response: Response): Promise<unknown> {
  if (response.status === 204 || response.headers.get("Content-Length") === "0") {
    return undefined;
  }
  const type = response.headers.get("Content-Type") ?? "";
  if (/^application\/(vc|([\w.-]+\+)?json)\s*(;|$)/i.test(type)) {
    const text = await response.text();
    return text === "" ? undefined : JSON.parse(text);
  }
  return /^text\/|\bjwt\b/i.test(type) ? response.text() : response.blob();
}

/** One thing that is wrong with a request. */
export interface Fault {
  /** A JSON pointer into the body, or `query:name`, `path:name`, `header:name`. */
  readonly pointer: string;
  /** One sentence that says what is expected. */
  readonly detail: string;
}

const PREFIX = "urn:testamur:problem:";

/** An answer that says no: a problem document (RFC 9457), or whatever a gateway on the way has sent instead. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  /** The whole answer; its body is read already. It is left out where an error is printed. */
  declare readonly response: Response;

  constructor(
    response: Response,
    /** The stable name of the refusal, such as `changed-meanwhile`; empty when the answer is no problem document. */
    readonly code: string,
    readonly title: string,
    readonly detail: string | undefined,
    /** Every fault of the request; empty when none can be named. */
    readonly faults: readonly Fault[],
    /** Names the entry in the service's log of a failure that nobody expected. */
    readonly incident: string | undefined,
    /** What the client adds to the message. */
    hint?: string,
  ) {
    super([`${response.status} ${title}${detail === undefined ? "" : `: ${detail}`}`, hint].filter(Boolean).join(" "));
    Object.defineProperty(this, "response", { value: response, enumerable: false });
  }

  get status(): number {
    return this.response.status;
  }

  /** Seconds after which to ask again, when the answer names them. */
  get retryAfter(): number | undefined {
    return retryAfter(this.response);
  }

  /** What is wrong at one place, such as `/workload/hours` or `query:limit`. */
  at(pointer: string): string[] {
    return this.faults.filter((fault) => fault.pointer === pointer).map((fault) => fault.detail);
  }

  /** What is wrong at a place or inside it: the faults of a section of a form. */
  within(pointer: string): Fault[] {
    return this.faults.filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));
  }

  /** Reads the body. */
  static async of(response: Response, hint?: string): Promise<ProblemError> {
    const text = await response.text().catch(() => "");
    const body = /^application\/(problem\+)?json/.test(response.headers.get("Content-Type") ?? "")
      ? object(text)
      : {};
    const type = string(body["type"]) ?? "";
    return new ProblemError(
      response,
      type.startsWith(PREFIX) ? type.slice(PREFIX.length) : "",
      string(body["title"]) ?? (response.statusText || `Status ${response.status}`),
      string(body["detail"]),
      faults(body["errors"]),
      string(body["incident"]),
      hint,
    );
  }
}

/** Nothing answered: the network, the name or the certificate failed, or it took too long. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";

  constructor(url: string, cause: unknown) {
    super(`No answer from ${url}: ${reason(cause)}`, { cause });
  }
}

/** What is at the bottom of a failure: `fetch failed` alone helps nobody. */
function reason(cause: unknown): string {
  let deepest = cause;
  while (deepest instanceof Error && deepest.cause instanceof Error) {
    deepest = deepest.cause;
  }
  if (!(deepest instanceof Error)) {
    return String(deepest);
  }
  const code = (deepest as { code?: unknown }).code;
  return deepest.message || (typeof code === "string" ? code : deepest.name);
}

/** Seconds that an answer's `Retry-After` names, be it a number or a date (RFC 9110, §10.2.3). */
export function retryAfter(response: Response, now: number = Date.now()): number | undefined {
  const value = response.headers.get("Retry-After")?.trim();
  if (value === undefined || value === "") {
    return undefined;
  }
  if (/^\d+$/.test(value)) {
    return Number(value);
  }
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

function object(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function string(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function faults(value: unknown): Fault[] {
  return Array.isArray(value)
    ? value.flatMap((fault: unknown) => {
        const { pointer, detail } = (fault ?? {}) as Partial<Record<keyof Fault, unknown>>;
        return typeof pointer === "string" && typeof detail === "string" ? [{ pointer, detail }] : [];
      })
    : [];
}

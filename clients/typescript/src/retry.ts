import { NoAnswerError, ProblemError, retryAfter } from "./problem.js";

export interface RetryPolicy {
  /** How often a request is sent when no answer says when to come again. */
  readonly tries: number;
  /** The pause before the second try, in milliseconds; it doubles, and each is up to a half longer by chance. */
  readonly firstPause: number;
  /** How long a request may wait in all where answers say by `Retry-After` when to come again, in milliseconds. */
  readonly patience: number;
  /** How long one try may take until its answer begins, in milliseconds. */
  readonly timeout: number;
}

export const RETRIES: RetryPolicy = { tries: 4, firstPause: 250, patience: 30_000, timeout: 30_000 };

/**
 * What is known when there is no answer that says otherwise:
 * - `harmless`: carrying it out twice is the same as once, so it is sent again after any failure on the way.
 * - `unknown`: it is sent again only after an answer by which nothing was done.
 */
export type Repetition = "harmless" | "unknown";

/** Times and chance, which tests replace. */
export interface Surroundings {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const SURROUNDINGS: Surroundings = {
  fetch: (request) => globalThis.fetch(request),
  now: () => Date.now(),
  random: () => Math.random(),
  sleep,
};

/**
 * Sends a request until it has an answer that stands.
 *
 * @throws {NoAnswerError} when the last try had none
 * @throws the signal's reason, when the caller gave up
 */
export async function send(
  request: Request,
  repetition: Repetition,
  policy: RetryPolicy,
  { fetch, now, random, sleep }: Surroundings,
): Promise<Response> {
  const began = now();
  for (let tries = 1; ; tries++) {
    request.signal.throwIfAborted();
    let response: Response | undefined;
    let failure: unknown;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new DOMException("It took too long.", "TimeoutError")), policy.timeout);
    try {
      const signal = AbortSignal.any([request.signal, late.signal]);
      response = await fetch(new Request(request.clone(), { signal }));
    } catch (cause) {
      request.signal.throwIfAborted();
      failure = cause;
    } finally {
      clearTimeout(timer);
    }
    const told = response === undefined ? undefined : retryAfter(response, now());
    const pause =
      told === undefined
        ? policy.firstPause * 2 ** (tries - 1) * (1 + random() / 2)
        : Math.max(told * 1000, policy.firstPause);
    const mayGoOn = told === undefined ? tries < policy.tries : now() - began + pause <= policy.patience;
    if (!mayGoOn || !(await comesAgain(response, repetition))) {
      if (response === undefined) {
        throw new NoAnswerError(request.url, failure);
      }
      return response;
    }
    await response?.body?.cancel();
    await sleep(pause, request.signal);
  }
}

/** Whether a request is sent again after this answer, or after none. */
export async function comesAgain(response: Response | undefined, repetition: Repetition): Promise<boolean> {
  switch (response?.status) {
    case 429:
      return response.headers.has("Retry-After");
    case 503:
      // Waiting for a fact comes before anything else; a database that went away may have gone while it committed.
      return repetition === "harmless" || (await ProblemError.of(response.clone())).code === "fact-not-here-yet";
    case undefined:
    case 502:
    case 504:
      return repetition === "harmless";
    default:
      return false;
  }
}

/** Ends early, with the signal's reason, when the signal says so. */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });
}

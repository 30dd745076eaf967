import { NoAnswerError, ProblemError } from "./problem.js";

/** A server-sent event, as it stands in the stream. */
export interface ServerEvent {
  readonly type: string;
  readonly data: string;
  /** The last id that the stream has named, here or before. */
  readonly id: string;
}

/** Takes a stream apart into events, as the HTML standard says (§9.2.6). */
export class EventParser {
  /** The pause before the next connection that the stream asks for, in milliseconds. */
  retry: number | undefined;

  #line = "";
  #afterReturn = false;
  #begun = false;
  #type = "";
  #data: string[] = [];
  #id: string;

  constructor(lastEventId = "") {
    this.#id = lastEventId;
  }

  /** The events that this piece of the stream completes. */
  push(text: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    for (const character of text) {
      if (!this.#begun) {
        this.#begun = true;
        if (character === "\uFEFF") {
          continue;
        }
      }
      const secondHalf = this.#afterReturn && character === "\n";
      this.#afterReturn = character === "\r";
      if (secondHalf) {
        continue;
      }
      if (character === "\n" || character === "\r") {
        const event = this.#take(this.#line);
        this.#line = "";
        if (event !== undefined) {
          events.push(event);
        }
      } else {
        this.#line += character;
      }
    }
    return events;
  }

  #take(line: string): ServerEvent | undefined {
    if (line === "") {
      return this.#dispatch();
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + (line[colon + 1] === " " ? 2 : 1));
    switch (field) {
      case "event":
        this.#type = value;
        break;
      case "data":
        this.#data.push(value);
        break;
      case "id":
        if (!value.includes("\0")) {
          this.#id = value;
        }
        break;
      case "retry":
        if (/^\d+$/.test(value)) {
          this.retry = Number(value);
        }
        break;
    }
    return undefined;
  }

  #dispatch(): ServerEvent | undefined {
    const event =
      this.#data.length === 0
        ? undefined
        : { type: this.#type || "message", data: this.#data.join("\n"), id: this.#id };
    this.#type = "";
    this.#data = [];
    return event;
  }
}

export interface FollowSettings {
  /** Opens the stream, from behind the event of this id. Rejects when there is no stream to be had. */
  readonly open: (lastEventId: string) => Promise<ReadableStream<Uint8Array>>;
  /** Waits between two connections. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** The pause between two connections, in milliseconds, until the stream names one; it doubles while nothing comes. */
  readonly pause: number;
}

const LONGEST_PAUSE = 30_000;

/** Refusals that pass: too much at a time, or a service that starts. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * Events without an end: a stream that breaks off or ends is opened again behind the last event. An event that says the
 * same as the one before the break is left out, because a new stream begins with the present state. Once there was a
 * stream, a service that is away is waited for; a refusal ends it.
 */
export async function* follow({ open, sleep, pause }: FollowSettings): AsyncGenerator<ServerEvent, never, undefined> {
  let lastEventId = "";
  let last: ServerEvent | undefined;
  let base = pause;
  let begun = false;
  for (let silent = 0; ; silent++) {
    const parser = new EventParser(lastEventId);
    let first = true;
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const reader = await opened(() => open(lastEventId), begun);
    if (reader === undefined) {
      await sleep(Math.min(base * 2 ** silent, LONGEST_PAUSE));
      continue;
    }
    begun = true;
    try {
      for (let piece = await next(reader); piece !== undefined; piece = await next(reader)) {
        for (const event of parser.push(decoder.decode(piece, { stream: true }))) {
          const repeated = first && last?.data === event.data && last.type === event.type;
          first = false;
          silent = 0;
          last = event;
          lastEventId = event.id;
          if (!repeated) {
            yield event;
          }
        }
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
    base = parser.retry ?? base;
    await sleep(Math.min(base * 2 ** silent, LONGEST_PAUSE));
  }
}

/** A stream; undefined when there is none for now and may be later. */
async function opened(
  open: () => Promise<ReadableStream<Uint8Array>>,
  mayWait: boolean,
): Promise<ReadableStreamDefaultReader<Uint8Array> | undefined> {
  try {
    return (await open()).getReader();
  } catch (problem) {
    const passes = problem instanceof NoAnswerError || (problem instanceof ProblemError && PASSING.has(problem.status));
    if (mayWait && passes) {
      return undefined;
    }
    throw problem;
  }
}

/** The next piece; undefined when the stream has ended or broken off. */
async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    const { done, value } = await reader.read();
    return done ? undefined : value;
  } catch {
    return undefined;
  }
}

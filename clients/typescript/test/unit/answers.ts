import { Testamur, type Settings } from "@testamur/client";

/** What a client sent, and an answer for each in turn. */
export class Wire {
  readonly sent: Request[] = [];
  readonly pauses: number[] = [];
  now = 0;
  readonly #answers: (Response | Error)[];

  constructor(...answers: (Response | Error)[]) {
    this.#answers = answers;
  }

  client(settings: Partial<Settings> = {}): Testamur {
    return new Testamur({
      origin: "https://testamur.example",
      tokens: { accessToken: () => Promise.resolve("a-token") },
      ...settings,
      surroundings: {
        now: () => this.now,
        random: () => 0,
        sleep: (milliseconds, signal) => {
          signal.throwIfAborted();
          this.pauses.push(milliseconds);
          this.now += milliseconds;
          return Promise.resolve();
        },
        fetch: (request) => {
          this.sent.push(request);
          const answer = this.#answers.shift();
          if (answer === undefined) {
            return Promise.reject(new Error(`Nobody expected ${request.method} ${request.url}`));
          }
          return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        },
      },
    });
  }

  header(name: string): (string | null)[] {
    return this.sent.map((request) => request.headers.get(name));
  }
}

export function json(body: unknown, headers: Record<string, string> = {}, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

export function problem(status: number, code: string, headers: Record<string, string> = {}, more: object = {}): Response {
  return new Response(JSON.stringify({ type: `urn:testamur:problem:${code}`, title: "No", status, ...more }), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });
}

export const LOST = new TypeError("fetch failed");

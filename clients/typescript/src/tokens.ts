/** Where a client gets its bearer token. */
export interface TokenSource {
  /**
   * A token that is good for a while; undefined for requests of anybody.
   *
   * @param refused a token of this source that was just refused: another one is wanted
   */
  accessToken(refused?: string): Promise<string | undefined>;
}

export interface Token {
  readonly value: string;
  /** From when on it is not used for a new request, in milliseconds since 1970. */
  readonly renewAt: number;
}

/** Seconds before its end in which a token is not used any more: clocks differ, and requests take time. */
const AHEAD = 30;

/** @param expiresIn seconds, as the issuer says; undefined when it does not, which ends by a refusal */
export function token(value: string, expiresIn: number | undefined, now: number): Token {
  const good = expiresIn === undefined ? Infinity : expiresIn - Math.min(AHEAD, expiresIn / 2);
  return { value, renewAt: now + good * 1000 };
}

/** A token that is renewed before it expires, by one request at a time however many ask. */
export class RenewedToken implements TokenSource {
  readonly #renew: () => Promise<Token>;
  readonly #now: () => number;
  #token: Token | undefined;
  #renewal: Promise<Token> | undefined;

  constructor(renew: () => Promise<Token>, options: { token?: Token; now?: () => number } = {}) {
    this.#renew = renew;
    this.#token = options.token;
    this.#now = options.now ?? Date.now;
  }

  async accessToken(refused?: string): Promise<string> {
    if (this.#token !== undefined && this.#token.value !== refused && this.#now() < this.#token.renewAt) {
      return this.#token.value;
    }
    this.#renewal ??= this.#renewed();
    return (await this.#renewal).value;
  }

  async #renewed(): Promise<Token> {
    try {
      this.#token = await this.#renew();
      return this.#token;
    } finally {
      this.#renewal = undefined;
    }
  }
}

import * as oauth from "oauth4webapi";
import { NoAnswerError } from "./problem.js";
import type { Store } from "./store.js";
import { RenewedToken, token, type TokenSource } from "./tokens.js";

export interface LogInSettings {
  /** The issuer of tokens, such as `https://credentials.university.example/auth/realms/testamur`. */
  readonly issuer: string;
  /** The name under which the issuer knows the front end: a public client, without a secret. */
  readonly clientId: string;
  /** Where the issuer sends people back to, exactly as the issuer knows it. */
  readonly redirectUri: string;
  readonly scope?: string;
  /** Keeps what a log-in has begun with while the browser is away: `sessionStorage`. */
  readonly store: Store;
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => number;
}

export interface LogInWishes {
  /** Where in the front end to go on afterwards. */
  readonly returnTo?: string;
  /** `none` asks nothing of the person, and ends with `login_required` where there is no session of theirs. */
  readonly prompt?: "none" | "login";
  /** Languages of the log-in page, best first. */
  readonly languages?: readonly string[];
}

interface Begun {
  readonly verifier: string;
  readonly nonce: string;
  readonly returnTo: string | undefined;
}

/** What the issuer says of who has logged in (OpenID Connect Core 1.0, §2 and §5.1), and `groups`, which say their roles. */
export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string | readonly string[];
  /** Seconds since 1970; the session outlives it. */
  readonly exp: number;
  readonly iat: number;
  readonly name?: string;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly preferred_username?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly locale?: string;
  readonly groups?: readonly string[];
  readonly [claim: string]: unknown;
}

const KEPT = "testamur.login.";

/**
 * The issuer refused the log-in, or the person gave it up; `code` is OAuth's, such as `access_denied`. What an issuer would
 * not answer is `bad_answer`, as where a realm's name is wrong or an answer is of another log-in.
 */
export class LogInError extends Error {
  override readonly name = "LogInError";

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Logs people in by authorization code with PKCE (RFC 7636). */
export class LogIn {
  readonly #settings: LogInSettings;
  readonly #client: oauth.Client;
  #server: Promise<oauth.AuthorizationServer> | undefined;

  constructor(settings: LogInSettings) {
    this.#settings = settings;
    this.#client = { client_id: settings.clientId };
  }

  /** The address at the issuer to which the browser goes. */
  async begin(wishes: LogInWishes = {}): Promise<URL> {
    const server = await this.#discovered();
    const state = oauth.generateRandomState();
    const begun: Begun = {
      verifier: oauth.generateRandomCodeVerifier(),
      nonce: oauth.generateRandomNonce(),
      returnTo: wishes.returnTo,
    };
    this.#settings.store.setItem(KEPT + state, JSON.stringify(begun));
    const url = new URL(endpoint(server, "authorization_endpoint"));
    const parameters = {
      client_id: this.#client.client_id,
      redirect_uri: this.#settings.redirectUri,
      response_type: "code",
      scope: this.#settings.scope ?? "openid",
      code_challenge: await oauth.calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: "S256",
      state,
      nonce: begun.nonce,
      ...(wishes.prompt === undefined ? {} : { prompt: wishes.prompt }),
      ...(wishes.languages === undefined ? {} : { ui_locales: wishes.languages.join(" ") }),
    };
    Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value));
    return url;
  }

  /** Whether an address is one to which the issuer has sent somebody back from a log-in that this browser began. */
  isReturn(url: URL): boolean {
    const state = url.searchParams.get("state") ?? "";
    const answered = url.searchParams.has("code") || url.searchParams.has("error");
    return state !== "" && answered && this.#settings.store.getItem(KEPT + state) !== null;
  }

  /**
   * Ends the log-in that the issuer has sent back to this address. An address counts once.
   *
   * @throws {LogInError} `unknown_state` when no log-in of this browser has led here, or what the issuer says
   */
  async finish(url: URL): Promise<{ session: Session; returnTo: string | undefined }> {
    const state = url.searchParams.get("state") ?? "";
    const kept = this.#settings.store.getItem(KEPT + state);
    this.#settings.store.removeItem(KEPT + state);
    if (state === "" || kept === null) {
      throw new LogInError("unknown_state", "This log-in was not begun here, or is over already: log in again.");
    }
    const begun = JSON.parse(kept) as Begun;
    const server = await this.#discovered();
    return understood(this.#settings.issuer, async () => {
      const parameters = oauth.validateAuthResponse(server, this.#client, url, state);
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        this.#client,
        oauth.None(),
        parameters,
        this.#settings.redirectUri,
        begun.verifier,
        this.#options(),
      );
      const tokens = await oauth.processAuthorizationCodeResponse(server, this.#client, response, {
        expectedNonce: begun.nonce,
        requireIdToken: true,
      });
      return { session: this.#session(server, tokens), returnTo: begun.returnTo };
    });
  }

  #session(server: oauth.AuthorizationServer, first: oauth.TokenEndpointResponse): Session {
    const now = this.#settings.now ?? Date.now;
    let refreshToken = first.refresh_token;
    const renew = async () => {
      const present = refreshToken;
      if (present === undefined) {
        session.end();
        throw new LogInError("session_ended", "The session is over: log in again.");
      }
      const tokens = await understood(this.#settings.issuer, async () =>
        oauth.processRefreshTokenResponse(
          server,
          this.#client,
          await oauth.refreshTokenGrantRequest(server, this.#client, oauth.None(), present, this.#options()),
        ),
      ).catch((problem: unknown) => {
        if (problem instanceof LogInError && problem.code === "invalid_grant") {
          refreshToken = undefined;
          session.end();
          throw new LogInError("session_ended", "The session is over: log in again.", { cause: problem });
        }
        throw problem;
      });
      refreshToken = tokens.refresh_token ?? present;
      return token(tokens.access_token, tokens.expires_in, now());
    };
    const session = new Session(
      new RenewedToken(renew, { token: token(first.access_token, first.expires_in, now()), now }),
      { ...oauth.getValidatedIdTokenClaims(first) } as unknown as Claims,
      (to) => logOutUrl(server, this.#client, first.id_token, to),
    );
    return session;
  }

  #discovered(): Promise<oauth.AuthorizationServer> {
    this.#server ??= discover(this.#settings.issuer, this.#options()).catch((problem: unknown) => {
      this.#server = undefined;
      throw problem;
    });
    return this.#server;
  }

  #options(): Options {
    return options(this.#settings.fetch);
  }
}

/** Somebody who is logged in. */
export class Session implements TokenSource {
  readonly #tokens: TokenSource;
  readonly #logOut: (to: string | undefined) => URL | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(
    tokens: TokenSource,
    readonly claims: Claims,
    logOut: (to: string | undefined) => URL | undefined,
  ) {
    this.#tokens = tokens;
    this.#logOut = logOut;
  }

  /** @throws {LogInError} `session_ended` when the issuer gives no further token */
  accessToken(refused?: string): Promise<string | undefined> {
    return this.#tokens.accessToken(refused);
  }

  /** Calls back once when the issuer has ended the session. */
  onEnd(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Where the browser goes to log out everywhere, and from there to an address that the issuer knows. */
  logOutUrl(to?: string): URL | undefined {
    return this.#logOut(to);
  }

  /** @internal */
  end(): void {
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    listeners.forEach((listener) => listener());
  }
}

export interface MachineSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Never part of a page: whoever sees it is the machine. */
  readonly clientSecret: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => number;
}

/** Tokens of a system of an institution or employer, by its client credentials. */
export function machine(settings: MachineSettings): TokenSource {
  const client: oauth.Client = { client_id: settings.clientId };
  const now = settings.now ?? Date.now;
  let server: oauth.AuthorizationServer | undefined;
  return new RenewedToken(
    () =>
      understood(settings.issuer, async () => {
        server ??= await discover(settings.issuer, options(settings.fetch));
        const response = await oauth.clientCredentialsGrantRequest(
          server,
          client,
          oauth.ClientSecretBasic(settings.clientSecret),
          {},
          options(settings.fetch),
        );
        const tokens = await oauth.processClientCredentialsResponse(server, client, response);
        return token(tokens.access_token, tokens.expires_in, now());
      }),
    { now },
  );
}

interface Options {
  [oauth.customFetch]: (url: string, options: oauth.CustomFetchOptions<string, unknown>) => Promise<Response>;
}

function options(fetch: typeof globalThis.fetch | undefined): Options {
  return {
    [oauth.customFetch]: async (url, init) => {
      try {
        return await (fetch ?? globalThis.fetch)(url, init as RequestInit);
      } catch (cause) {
        throw new NoAnswerError(url, cause);
      }
    },
  };
}

async function discover(issuer: string, using: Options): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  return understood(issuer, async () =>
    oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, { algorithm: "oidc", ...using })),
  );
}

function endpoint(server: oauth.AuthorizationServer, name: "authorization_endpoint"): string {
  const url = server[name];
  if (url === undefined) {
    throw new LogInError("no_endpoint", `The issuer ${server.issuer} names no ${name}.`);
  }
  return url;
}

function logOutUrl(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  idToken: string | undefined,
  to: string | undefined,
): URL | undefined {
  if (server.end_session_endpoint === undefined) {
    return undefined;
  }
  const url = new URL(server.end_session_endpoint);
  url.searchParams.set("client_id", client.client_id);
  if (idToken !== undefined) {
    url.searchParams.set("id_token_hint", idToken);
  }
  if (to !== undefined) {
    url.searchParams.set("post_logout_redirect_uri", to);
  }
  return url;
}

/** Says what the issuer said, by its code, or why that is no answer. */
async function understood<T>(issuer: string, exchange: () => Promise<T>): Promise<T> {
  try {
    return await exchange();
  } catch (cause) {
    if (cause instanceof oauth.AuthorizationResponseError || cause instanceof oauth.ResponseBodyError) {
      throw new LogInError(cause.error, cause.error_description ?? `The issuer says ${cause.error}.`, { cause });
    }
    if (cause instanceof oauth.WWWAuthenticateChallengeError) {
      const said = cause.cause[0]?.parameters;
      throw new LogInError(said?.error ?? "unauthorized", said?.error_description ?? "The issuer refuses this client.", { cause });
    }
    if (cause instanceof oauth.OperationProcessingError) {
      throw new LogInError("bad_answer", `${issuer} does not answer as an issuer of tokens does: ${whatIsWrong(cause)}`, { cause });
    }
    throw cause;
  }
}

function whatIsWrong(problem: oauth.OperationProcessingError): string {
  const response = problem.cause instanceof Response ? problem.cause : undefined;
  return response === undefined ? problem.message : `${problem.message} (${response.status} from ${response.url})`;
}

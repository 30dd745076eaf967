import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { LogIn, LogInError, machine, MemoryStore, NoAnswerError, RenewedToken, token, type Session } from "@testamur/client";

const ISSUER = "https://issuer.example/realms/testamur";
const REDIRECT = "https://front.example/campus/";

/** An issuer of tokens, as far as a client can see. */
class Issuer {
  readonly asked: URLSearchParams[] = [];
  now = 1_000_000_000_000;
  challenge = "";
  nonce = "";
  discoveries = 0;
  /** Answers of the token endpoint that come before its usual ones. */
  readonly instead: (Response | Error)[] = [];
  #count = 0;

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const url = String(input);
    if (url === `${ISSUER}/.well-known/openid-configuration`) {
      this.discoveries++;
      return Response.json({
        issuer: ISSUER,
        authorization_endpoint: `${ISSUER}/auth`,
        token_endpoint: `${ISSUER}/token`,
        end_session_endpoint: `${ISSUER}/logout`,
        id_token_signing_alg_values_supported: ["RS256"],
        authorization_response_iss_parameter_supported: true,
      });
    }
    assert.equal(url, `${ISSUER}/token`);
    const form = new URLSearchParams(await new Request(url, init).text());
    this.asked.push(form);
    const instead = this.instead.shift();
    if (instead instanceof Error) {
      throw instead;
    }
    return instead ?? this.#tokens(form);
  };

  #tokens(form: URLSearchParams): Response {
    this.#count++;
    if (form.get("grant_type") === "authorization_code") {
      const verifier = form.get("code_verifier") ?? "";
      assert.equal(createHash("sha256").update(verifier).digest("base64url"), this.challenge);
      assert.equal(form.get("redirect_uri"), REDIRECT);
    }
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: ISSUER, aud: "web", sub: "lena", iat: seconds, exp: seconds + 300, nonce: this.nonce, name: "Lena" };
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    return Response.json({
      access_token: `access-${this.#count}`,
      token_type: "Bearer",
      expires_in: 300,
      ...(form.get("grant_type") === "client_credentials" ? {} : { refresh_token: `refresh-${this.#count}` }),
      ...(form.get("grant_type") === "authorization_code"
        ? { id_token: `${part({ alg: "RS256" })}.${part(claims)}.c2lnbmF0dXJl` }
        : {}),
    });
  }

  refuse(error: string): void {
    this.instead.push(Response.json({ error, error_description: "No." }, { status: 400 }));
  }
}

function logIn(issuer: Issuer, store = new MemoryStore()): LogIn {
  return new LogIn({
    issuer: ISSUER,
    clientId: "web",
    redirectUri: REDIRECT,
    store,
    fetch: issuer.fetch,
    now: () => issuer.now,
  });
}

/** The address to which the issuer sends somebody back who has logged in. */
function back(issuer: Issuer, begun: URL, code = "a-code"): URL {
  issuer.challenge = begun.searchParams.get("code_challenge") ?? "";
  issuer.nonce = begun.searchParams.get("nonce") ?? "";
  const url = new URL(REDIRECT);
  url.search = new URLSearchParams({ code, state: begun.searchParams.get("state") ?? "", iss: ISSUER }).toString();
  return url;
}

async function session(issuer: Issuer): Promise<Session> {
  const web = logIn(issuer);
  return (await web.finish(back(issuer, await web.begin()))).session;
}

test("somebody logs in by authorization code with PKCE", async () => {
  const issuer = new Issuer();
  const web = logIn(issuer);
  const begun = await web.begin({ returnTo: "/campus/learning", prompt: "login", languages: ["es", "en"] });
  assert.equal(begun.origin + begun.pathname, `${ISSUER}/auth`);
  const asked = Object.fromEntries(begun.searchParams);
  assert.equal(asked["response_type"], "code");
  assert.equal(asked["code_challenge_method"], "S256");
  assert.equal(asked["redirect_uri"], REDIRECT);
  assert.equal(asked["scope"], "openid");
  assert.equal(asked["prompt"], "login");
  assert.equal(asked["ui_locales"], "es en");
  const url = back(issuer, begun);
  assert.ok(web.isReturn(url));
  assert.ok(!web.isReturn(new URL(REDIRECT)));
  for (const strange of ["?code=x&state=y", "?code=x&state=", "?error=x&state=y"]) {
    assert.ok(!web.isReturn(new URL(REDIRECT + strange)), strange);
  }
  const { session, returnTo } = await web.finish(url);
  assert.equal(returnTo, "/campus/learning");
  assert.equal(session.claims["name"], "Lena");
  assert.equal(await session.accessToken(), "access-1");
  assert.equal(issuer.discoveries, 1);
  const out = session.logOutUrl(REDIRECT);
  assert.equal(out?.searchParams.get("post_logout_redirect_uri"), REDIRECT);
  assert.ok(out?.searchParams.has("id_token_hint"));
});

test("an address counts once, and only where it was begun", async () => {
  const issuer = new Issuer();
  const web = logIn(issuer);
  const url = back(issuer, await web.begin());
  await assert.rejects(logIn(issuer).finish(url), { code: "unknown_state" });
  await web.finish(url);
  await assert.rejects(web.finish(url), { code: "unknown_state" });
  await assert.rejects(web.finish(new URL(REDIRECT)), { code: "unknown_state" });
});

test("another issuer's answer, and another log-in's identity, are refused", async () => {
  const issuer = new Issuer();
  const web = logIn(issuer);
  const mixedUp = back(issuer, await web.begin());
  mixedUp.searchParams.set("iss", "https://other.example");
  await assert.rejects(web.finish(mixedUp), { name: "LogInError", code: "bad_answer" });
  const replayed = back(issuer, await web.begin());
  issuer.nonce = "of another log-in";
  await assert.rejects(web.finish(replayed), { name: "LogInError", code: "bad_answer" });
});

test("what the issuer says is told by its code", async () => {
  const issuer = new Issuer();
  const web = logIn(issuer);
  const begun = await web.begin({ prompt: "none" });
  const url = new URL(REDIRECT);
  url.search = new URLSearchParams({ error: "login_required", state: begun.searchParams.get("state") ?? "", iss: ISSUER }).toString();
  assert.ok(web.isReturn(url));
  await assert.rejects(web.finish(url), (error: Error) => error instanceof LogInError && error.code === "login_required");
});

test("a token is refreshed before it expires, by one request for all who ask", async () => {
  const issuer = new Issuer();
  const lena = await session(issuer);
  issuer.now += 269_000;
  assert.equal(await lena.accessToken(), "access-1");
  issuer.now += 2_000;
  const tokens = await Promise.all(Array.from({ length: 20 }, () => lena.accessToken()));
  assert.deepEqual(new Set(tokens), new Set(["access-2"]));
  issuer.now += 300_000;
  assert.equal(await lena.accessToken(), "access-3");
  assert.deepEqual(
    issuer.asked.map((form) => form.get("refresh_token")),
    [null, "refresh-1", "refresh-2"],
  );
});

test("a refresh that finds no issuer leaves the session, one that is refused ends it once", async () => {
  const issuer = new Issuer();
  const lena = await session(issuer);
  let ended = 0;
  lena.onEnd(() => ended++);
  issuer.now += 300_000;
  issuer.instead.push(new TypeError("fetch failed"));
  await assert.rejects(lena.accessToken(), NoAnswerError);
  assert.equal(ended, 0);
  issuer.refuse("invalid_grant");
  const asked = await Promise.allSettled([lena.accessToken(), lena.accessToken()]);
  for (const answer of asked) {
    assert.equal(answer.status, "rejected");
    assert.equal((answer as PromiseRejectedResult).reason.code, "session_ended");
  }
  await assert.rejects(lena.accessToken(), { code: "session_ended" });
  assert.equal(ended, 1);
  assert.equal(issuer.asked.length, 3);
});

test("a machine has a token by its secret, and another when that is due", async () => {
  const issuer = new Issuer();
  const hr = machine({ issuer: ISSUER, clientId: "hr", clientSecret: "s", fetch: issuer.fetch, now: () => issuer.now });
  assert.deepEqual(await Promise.all([hr.accessToken(), hr.accessToken()]), ["access-1", "access-1"]);
  issuer.now += 300_000;
  assert.equal(await hr.accessToken(), "access-2");
  assert.deepEqual(
    issuer.asked.map((form) => form.get("grant_type")),
    ["client_credentials", "client_credentials"],
  );
  issuer.now += 300_000;
  issuer.refuse("invalid_client");
  await assert.rejects(hr.accessToken(), (error: Error) => error instanceof LogInError && error.code === "invalid_client");
});

test("a token of a few seconds is used for half of them", async () => {
  let now = 0;
  let count = 0;
  const source = new RenewedToken(() => Promise.resolve(token(`t${++count}`, 10, now)), { now: () => now });
  assert.equal(await source.accessToken(), "t1");
  now = 4_999;
  assert.equal(await source.accessToken(), "t1");
  now = 5_000;
  assert.equal(await source.accessToken(), "t2");
});

test("a source that is told of a refused token gives another, once for all who were refused", async () => {
  const issuer = new Issuer();
  const lena = await session(issuer);
  assert.deepEqual(await Promise.all([lena.accessToken("access-1"), lena.accessToken("access-1")]), ["access-2", "access-2"]);
  assert.equal(await lena.accessToken("access-1"), "access-2", "it has been replaced meanwhile");
  assert.equal(await lena.accessToken(), "access-2");
});

test("an issuer that is not there, and what is no issuer, are told as such", async () => {
  const lost = Object.assign(new TypeError("fetch failed"), { cause: new Error("connect ECONNREFUSED 127.0.0.1:9") });
  const web = (fetch: typeof globalThis.fetch): LogIn =>
    new LogIn({ issuer: ISSUER, clientId: "web", redirectUri: REDIRECT, store: new MemoryStore(), fetch });
  await assert.rejects(web(() => Promise.reject(lost)).begin(), (error: Error) => {
    assert.ok(error instanceof NoAnswerError);
    assert.match(error.message, /issuer\.example.*ECONNREFUSED/);
    return true;
  });
  const wrongRealm = web(() => Promise.resolve(Response.json({ error: "Realm does not exist" }, { status: 404 })));
  await assert.rejects(wrongRealm.begin(), (error: Error) => {
    assert.ok(error instanceof LogInError);
    assert.equal(error.code, "bad_answer");
    assert.match(error.message, /issuer\.example\/realms\/testamur.*404/);
    return true;
  });
  const refused = new Issuer();
  refused.instead.push(new Response("", { status: 401, headers: { "WWW-Authenticate": 'Basic realm="x", error="invalid_client"' } }));
  const hr = machine({ issuer: ISSUER, clientId: "hr", clientSecret: "wrong", fetch: refused.fetch });
  await assert.rejects(hr.accessToken(), (error: Error) => error instanceof LogInError && error.code === "invalid_client");
});

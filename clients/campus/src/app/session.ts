import { Facts, LogIn, LogInError, Testamur, type Session } from "@testamur/client";
import { BASE } from "./router.js";
import { language } from "./texts.js";

const logIn = new LogIn({
  issuer: `${location.origin}/auth/realms/testamur`,
  clientId: "testamur-web",
  redirectUri: `${location.origin}${BASE}/`,
  store: sessionStorage,
});
/** What was written and is to be seen by later reads, also after the log-in has loaded the page anew. */
const facts = new Facts({ store: sessionStorage });
/** That somebody was logged in here, so that a reload asks the issuer whether they still are. */
const KNOWN = "campus.known";

/** The API, as somebody or as nobody. */
export function client(session: Session | undefined): Testamur {
  return new Testamur({
    origin: location.origin,
    facts,
    language: language(),
    ...(session === undefined ? {} : { tokens: session }),
  });
}

/** Leaves for the log-in page, and comes back to where the reader is. */
export async function enter(returnTo = location.pathname + location.search + location.hash): Promise<void> {
  location.assign(await logIn.begin({ returnTo, languages: [language()] }));
}

/** Ends the session everywhere. */
export function leave(session: Session): void {
  sessionStorage.removeItem(KNOWN);
  location.assign(session.logOutUrl(`${location.origin}${BASE}/`) ?? `${BASE}/`);
}

/**
 * Who is logged in as the page begins: the person who comes back from the log-in page, or who was logged in before a
 * reload and still is.
 */
export async function resume(): Promise<Session | undefined> {
  const address = new URL(location.href);
  if (logIn.isReturn(address)) {
    return returned(address);
  }
  dropOf(address);
  if (sessionStorage.getItem(KNOWN) !== null) {
    location.assign(await logIn.begin({ returnTo: location.pathname + location.search + location.hash, prompt: "none" }));
    return new Promise(() => undefined); // the browser is on its way
  }
  return undefined;
}

/** What stands in an address as of a log-in, and is of none that was begun here. */
function dropOf(address: URL): void {
  const strange = ["state", "code", "error"].filter((name) => address.searchParams.has(name));
  if (strange.length > 1 && strange.includes("state")) {
    [...strange, "session_state", "iss", "error_description"].forEach((name) => address.searchParams.delete(name));
    history.replaceState(null, "", address.pathname + address.search + address.hash);
  }
}

async function returned(address: URL): Promise<Session | undefined> {
  try {
    const { session, returnTo } = await logIn.finish(address);
    history.replaceState(null, "", returnTo ?? `${BASE}/`);
    sessionStorage.setItem(KNOWN, "yes");
    session.onEnd(() => sessionStorage.removeItem(KNOWN));
    return session;
  } catch (problem) {
    sessionStorage.removeItem(KNOWN);
    history.replaceState(null, "", `${BASE}/`);
    if (problem instanceof LogInError) {
      return undefined; // given up, or over: the page offers the log-in again
    }
    throw problem;
  }
}

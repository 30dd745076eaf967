import { LogIn, MemoryStore, type Session } from "@testamur/client";

/** Logs somebody in as a browser would: by the pages that the issuer shows, without running their scripts. */
export async function logIn(publicUrl: string, name: string): Promise<Session> {
  const redirectUri = `${publicUrl}/campus/`;
  const logIn = new LogIn({
    issuer: `${publicUrl}/auth/realms/testamur`,
    clientId: "testamur-web",
    redirectUri,
    store: new MemoryStore(),
  });
  const cookies = new Map<string, string>();
  let answer = await visit(cookies, await logIn.begin());
  const form = /<form[^>]*\baction="([^"]+)"/.exec(await answer.text())?.[1]?.replaceAll("&amp;", "&");
  if (form === undefined) {
    throw new Error(`The issuer shows no form to ${name}: ${answer.status}`);
  }
  answer = await visit(cookies, new URL(form), { username: name, password: name, credentialId: "" });
  const back = answer.headers.get("Location");
  if (back === null || !back.startsWith(redirectUri)) {
    throw new Error(`The issuer does not let ${name} in: ${answer.status} ${back ?? ""}`);
  }
  return (await logIn.finish(new URL(back))).session;
}

async function visit(cookies: Map<string, string>, url: URL, form?: Record<string, string>): Promise<Response> {
  const answer = await fetch(url, {
    method: form === undefined ? "GET" : "POST",
    redirect: "manual",
    headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    body: form === undefined ? null : new URLSearchParams(form),
  });
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    cookies.set(name, value);
  }
  return answer;
}

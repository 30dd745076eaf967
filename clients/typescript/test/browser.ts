// The client in a real browser, in a page of another origin than Testamur's: log-in with the real issuer, calls, events, a
// reload, and log-out.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { chromium, type Browser, type Page } from "playwright-core";

const ORIGIN = process.env["TESTAMUR_PUBLIC_URL"] ?? "https://localhost:8443";
/** The issuer sends people back here as well: to a front end that is being developed. */
const CAMPUS = "http://localhost:5173/campus/";
const PACKAGE = new URL("../../", import.meta.url);

const FRONT_END = `<!doctype html><meta charset="utf-8"><title>waiting</title>
<script type="importmap">{"imports": {
  "@testamur/client": "/campus/dist/index.js",
  "openapi-fetch": "/campus/node_modules/openapi-fetch/dist/index.mjs",
  "oauth4webapi": "/campus/node_modules/oauth4webapi/build/index.js"
}}</script>
<script type="module">
  import { Facts, LogIn, Testamur } from "@testamur/client";
  const origin = "${ORIGIN}";
  const campus = "${CAMPUS}";
  const issuer = origin + "/auth/realms/testamur";
  const logIn = new LogIn({ issuer, clientId: "testamur-web", redirectUri: campus, store: sessionStorage });
  const here = new URL(location.href);
  try {
    if (!logIn.isReturn(here)) {
      const prompt = sessionStorage.getItem("seen") ? { prompt: "none" } : {};
      location.assign(await logIn.begin({ returnTo: "learning", ...prompt }));
    } else {
      const { session, returnTo } = await logIn.finish(here);
      history.replaceState(null, "", "/campus/");
      sessionStorage.setItem("seen", "yes");
      const testamur = new Testamur({ origin, tokens: session, facts: new Facts({ store: sessionStorage }) });
      const { data } = await testamur.put("/enrolment/learners/me", { body: {} });
      const states = [];
      for await (const enrolment of testamur.list("/enrolment/learners/me/enrolments", { query: { limit: 1 } })) {
        states.push(enrolment.state);
        if (states.length === 3) break;
      }
      const awards = [];
      for await (const award of testamur.list("/issuance/learners/me/awards", { query: { limit: 1 } })) {
        for await (const now of testamur.follow("/issuance/learners/me/awards/{enrolmentId}", {
          path: { enrolmentId: award.enrolmentId },
        })) {
          awards.push(now.state);
          break;
        }
        break;
      }
      const refused = await testamur.post("/enrolment/enrolments", { body: {} }).catch((error) => error);
      window.seen = {
        name: data.name, returnTo, states, awards, who: session.claims.preferred_username,
        refused: { code: refused.code, faults: refused.faults },
      };
      window.out = String(session.logOutUrl(campus));
      document.title = "done";
    }
  } catch (error) {
    window.seen = { code: error.code, message: String(error) };
    document.title = "failed";
  }
</script>`;

let browser: Browser;

const server = createServer((request, response) => {
  const path = new URL(request.url ?? "", CAMPUS).pathname.slice("/campus/".length);
  const type = path === "" ? "text/html" : "text/javascript";
  const body = path === "" ? Promise.resolve(FRONT_END) : readFile(new URL(path, PACKAGE), "utf8");
  body.then(
    (text) => response.writeHead(200, { "Content-Type": type }).end(text),
    () => response.writeHead(404).end(),
  );
});

before(async () => {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(Number(new URL(CAMPUS).port), "localhost", resolve);
  });
  browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});

after(async () => {
  await browser.close();
  server.close();
});

/** What the page says when it is done. */
async function seen(page: Page): Promise<Record<string, unknown>> {
  await page.waitForFunction("document.title === 'done' || document.title === 'failed'", undefined, { timeout: 60_000 });
  return (await page.evaluate("window.seen")) as Record<string, unknown>;
}

test("a learner logs in, reads, follows, comes back after a reload, and logs out", async () => {
  // The stack's authority is made on its first start, and known to no browser.
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(CAMPUS);
  await page.fill("#username", "lena");
  await page.fill("#password", "lena");
  await page.click("[type=submit]");
  const first = await seen(page);
  assert.equal(first["who"], "lena", JSON.stringify(first));
  assert.equal(first["returnTo"], "learning");
  const refused = first["refused"] as { code: string; faults: { pointer: string }[] };
  assert.equal(refused.code, "invalid");
  assert.deepEqual(refused.faults.map((fault) => fault.pointer), ["/microCredentialId"]);

  await page.reload();
  await page.waitForLoadState();
  assert.equal((await seen(page))["who"], "lena");

  await page.goto((await page.evaluate("window.out")) as string);
  const stranger = await seen(page);
  assert.equal(stranger["code"], "login_required", JSON.stringify(stranger));
});

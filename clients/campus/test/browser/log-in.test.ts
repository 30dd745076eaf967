// The identity provider's pages in the platform's design, in Chromium: log-in, registration, the confirmation of an e-mail
// address and a new password, in four languages, on a phone and on a desktop, in light and dark. A realm beside the stack's
// own, with the same settings, has a mailbox: the local realm sends no mail.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { chromium, request, type APIRequestContext, type Browser, type Page } from "playwright-core";
import { violations } from "./axe.js";
import { Mailbox } from "./mailbox.js";

const ORIGIN = process.env["TESTAMUR_PUBLIC_URL"] ?? "https://localhost:8443";
const PASSWORD = process.env["KEYCLOAK_ADMIN_PASSWORD"] ?? "";
/** A folder for pictures of every page in every look; none are made without it. */
const PICTURES = process.env["CAMPUS_PICTURES"];
const REALM = `pages-${Date.now()}`;
const CLIENT = "front-end";
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };
const LOOKS = [
  { size: PHONE, media: { colorScheme: "dark" } },
  { size: DESKTOP, media: { colorScheme: "light" } },
] as const;
const LOG_IN = { en: "Log in", de: "Anmelden", es: "Iniciar sesión", ar: "تسجيل الدخول" } as const;
type Language = keyof typeof LOG_IN;

let browser: Browser;
let admin: APIRequestContext;
let mailbox: Mailbox;

before(async () => {
  mailbox = await Mailbox.open();
  browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const stranger = await request.newContext({ ignoreHTTPSErrors: true });
  const answer = await stranger.post(`${ORIGIN}/auth/realms/master/protocol/openid-connect/token`, {
    form: { grant_type: "password", client_id: "admin-cli", username: "admin", password: PASSWORD },
  });
  assert.equal(answer.status(), 200, "the identity provider's administrator logs in");
  const { access_token: token } = (await answer.json()) as { access_token: string };
  admin = await request.newContext({ ignoreHTTPSErrors: true, extraHTTPHeaders: { authorization: `Bearer ${token}` } });
  await open();
});

after(async () => {
  await admin.delete(`${ORIGIN}/auth/admin/realms/${REALM}`);
  await browser.close();
  mailbox.close();
});

/** A realm that differs from the stack's own in that it sends mail. */
async function open(): Promise<void> {
  const realms = `${ORIGIN}/auth/admin/realms`;
  const own = (await (await admin.get(`${realms}/testamur`)).json()) as Record<string, unknown>;
  const settings = Object.entries(own).filter(([name, value]) => typeof value !== "object" && !/^(id|realm)$|Flow$/.test(name));
  const created = await admin.post(realms, {
    data: {
      ...Object.fromEntries(settings),
      realm: REALM,
      supportedLocales: own["supportedLocales"],
      verifyEmail: true,
      resetPasswordAllowed: true,
      smtpServer: { host: "127.0.0.1", port: String(mailbox.port), from: "no-reply@example.org" },
      clients: [{ clientId: CLIENT, publicClient: true, redirectUris: [`${ORIGIN}/campus/*`] }],
    },
  });
  assert.equal(created.status(), 201, await created.text());
  const profile: unknown = await (await admin.get(`${realms}/testamur/users/profile`)).json();
  assert.equal((await admin.put(`${realms}/${REALM}/users/profile`, { data: profile })).status(), 200);
}

describe("log-in pages", { concurrency: 2 }, () => {
  for (const language of Object.keys(LOG_IN) as Language[]) {
    test(`in ${language}`, () => everyPage(language));
  }
});

async function everyPage(language: Language): Promise<void> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: language });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const elsewhere: string[] = [];
  page.on("request", (each) => {
    if (!each.url().startsWith(ORIGIN) && !each.url().startsWith("data:")) {
      elsewhere.push(each.url());
    }
  });
  const email = `learner-${language}@example.org`;

  const query = new URLSearchParams({ client_id: CLIENT, response_type: "code", scope: "openid", ui_locales: language, redirect_uri: `${ORIGIN}/campus/` });
  await page.goto(`${ORIGIN}/auth/realms/${REALM}/protocol/openid-connect/auth?${query}`);
  await page.getByRole("heading", { name: LOG_IN[language], exact: true }).waitFor();
  assert.ok((await page.locator("#authenticateWebAuthnButton").count()) > 0, "passkeys are offered");
  await looksWell(page, language, "log-in");

  await page.fill("#username", email);
  await page.fill("#password", "not it");
  await page.click("[type=submit]");
  await page.locator("#input-error-username, #input-error").first().waitFor();
  await looksWell(page, language, "log-in refused");

  await page.locator("#kc-registration a").click();
  await page.fill("#email", email);
  await looksWell(page, language, "registration");
  await page.click("[type=submit]");
  await page.locator("[id^=input-error]").first().waitFor();
  await looksWell(page, language, "registration refused");
  await page.fill("#username", `learner-${language}`);
  for (const password of await page.locator("[type=password]").all()) {
    await password.fill("correct horse battery staple");
  }
  await page.click("[type=submit]");

  await page.waitForURL(/VERIFY_EMAIL/);
  await looksWell(page, language, "confirm the e-mail address");
  const link = await mailbox.link(email);
  const other = await (await browser.newContext({ ignoreHTTPSErrors: true, locale: language })).newPage();
  await other.goto(link);
  await looksWell(other, language, "confirm on another device");
  await other.context().close();

  await context.clearCookies();
  await page.goto(`${ORIGIN}/auth/realms/${REALM}/protocol/openid-connect/auth?${query}`);
  await page.locator("a[href*=reset-credentials]").click();
  await looksWell(page, language, "new password");
  assert.deepEqual(elsewhere, [], "requests that leave the platform");
  await context.close();
}

async function looksWell(page: Page, language: Language, name: string): Promise<void> {
  await page.locator("h1").first().waitFor();
  for (const { size, media } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia(media);
    const where = `${name} in ${language}, ${size.width} px`;
    if (PICTURES !== undefined) {
      await page.screenshot({ path: `${PICTURES}/keycloak-${where.replace(/\W+/g, "-")}.png`, fullPage: true });
    }
    const seen = await page.evaluate(() => {
      const edges = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
      const [menu, content] = [edges(".pf-v5-c-login__main-header-utilities"), edges(".pf-v5-c-login__main-body > *")];
      return {
        language: document.documentElement.lang,
        direction: getComputedStyle(document.body).direction,
        title: document.querySelector("h1")?.textContent?.trim() ?? "",
        tooWide: document.documentElement.scrollWidth - innerWidth,
        menuOutside: menu === undefined || content === undefined || menu.left < content.left - 1 || menu.right > content.right + 1,
        ours: document.querySelectorAll(".testamur-foot a[href^='/verify/accessibility']").length,
      };
    });
    assert.ok(seen.tooWide <= 0, `${where} is ${seen.tooWide} px too wide`);
    assert.equal(seen.menuOutside, false, `${where}: the menu of languages ends beside the fields`);
    assert.equal(seen.language, language, where);
    assert.equal(seen.direction, language === "ar" ? "rtl" : "ltr", where);
    if (language === "ar") {
      assert.match(seen.title, /^[\p{Script=Arabic}\s\p{P}]+$/u, `the title of ${where}`);
    }
    assert.equal(seen.ours, 1, `${where} links the statement on accessibility`);
    assert.deepEqual(await violations(page), [], where);
  }
}

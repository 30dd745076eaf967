// The viewer in a real browser, on a running stack: it shows the document, asks no other host, and keeps to its policy.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const ORIGIN = process.env.TESTAMUR_PUBLIC_URL ?? "https://localhost:8443";
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.TESTAMUR_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
});

after(() => browser.close());

async function shown(colorScheme) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, colorScheme, bypassCSP: false });
  context.setDefaultTimeout(180_000);
  const page = await context.newPage();
  const asked = new Set();
  const complaints = [];
  page.on("request", (request) => request.url().startsWith("data:") || asked.add(new URL(request.url()).origin));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
    );
  });
  await page.goto(`${ORIGIN}/docs`);
  await page.waitForSelector("html[data-shown] .opblock-tag");
  return { context, page, asked, complaints };
}

test("it shows the document and asks no other host", async () => {
  const { context, page, asked, complaints } = await shown("light");
  const document = await (await context.request.get(`${ORIGIN}/openapi`)).json();
  const tags = await page.locator(".opblock-tag").count();
  assert.equal(tags, document.tags.length);
  await page.locator(".opblock-tag").first().click();
  await page.locator(".opblock-summary-control").first().click();
  await page.waitForSelector(".opblock-body .responses-wrapper");
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.deepEqual(complaints, []);
  assert.deepEqual([...asked], [new URL(ORIGIN).origin]);
  await page.screenshot({ path: "target/viewer-light.png" });
  await context.close();
});

// That its buttons hold buttons is the viewer's own.
test("it is dark where the reader's system is, and can be used without seeing it", async () => {
  const { context, page } = await shown("dark");
  const [red, green, blue] = await page.evaluate(() =>
    getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number),
  );
  assert.ok(red < 80 && green < 80 && blue < 80, `the background is rgb(${red}, ${green}, ${blue})`);
  await page.screenshot({ path: "target/viewer-dark.png" });
  await page.locator(".opblock-tag").first().click();
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { rules: { "nested-interactive": { enabled: false } } }));
  const serious = violations.filter((violation) => ["serious", "critical"].includes(violation.impact));
  assert.deepEqual(serious.map((violation) => `${violation.id}: ${violation.nodes.length} (${violation.nodes[0].html})`), []);
  await context.close();
});

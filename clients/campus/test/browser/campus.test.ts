// The front end on the running stack, in Chromium: one learner's way from finding to a revoked credential, with everybody
// who has a part in it. Each page is looked at by axe on a phone and on a desktop, in four languages.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { chromium, type Browser } from "playwright-core";
import { Reader } from "./reader.js";

let browser: Browser;
const title = `Tea Tasting ${Date.now()}`;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});

after(() => browser.close());

describe("the front end", { concurrency: 3 }, () => {
  test("an author publishes, a learner enrols, an assessor records, a registrar revokes, and each sees it", async () => {
    await publish();
    await walk();
  });

  test("a stranger finds micro-credentials, and is asked to log in for the rest", async () => {
    const stranger = await Reader.open(browser);
    await stranger.looksWell("/find");
    await stranger.goes("/learning");
    await stranger.sees(stranger.t("stranger.title"));
    await stranger.goes("/nowhere/at/all");
    await stranger.sees(stranger.t("nowhere.title"));
    assert.deepEqual(stranger.elsewhere, []);
    await stranger.leaves();
  });

  test("a batch is followed to its end, and says which rows it refused", async () => {
    const nora = await Reader.open(browser, "nora");
    await nora.goes("/registrar/batches");
    const unknown = "0197b2ef-1200-7000-8000-00000000000a";
    await nora.page.getByLabel(nora.t("batches.paste")).fill(`enrolmentId,score,assessedOn\n${unknown},87,2026-11-02`);
    await nora.does("batches.send");
    await nora.page.getByRole("heading", { name: nora.t("batch.results") }).waitFor();
    await nora.looksWell();
    await nora.leaves();
  });

  test("employers and operators have their pages", async () => {
    const [bruno, olivia] = await Promise.all(["bruno", "olivia"].map((name) => Reader.open(browser, name)));
    assert.ok(bruno !== undefined && olivia !== undefined);
    await bruno.looksWell("/employer", "/employer/endpoints", "/employer/deliveries");
    await olivia.looksWell("/operator", "/operator/health");
    await olivia.goes("/registrar");
    await olivia.sees(olivia.t("wrong-role.title"));
    await Promise.all([bruno.leaves(), olivia.leaves()]);
  });

  test("a reload asks nobody to log in again, and a language stays chosen", async () => {
    const layla = await Reader.open(browser, "layla");
    await layla.goes("/learning");
    await layla.speaks("ar");
    await layla.page.reload();
    await layla.sees(layla.t("learning.title"));
    assert.equal(await layla.page.locator("html").getAttribute("dir"), "rtl");
    await layla.leaves();
  });
});

/** Is told every fault at its field, mends them, and publishes. */
async function publish() {
  const adam = await Reader.open(browser, "adam");
  await adam.goes("/author/new");
  await adam.does("draft.save");
  await adam.sees(adam.t("problem.invalid"));
  assert.equal(await adam.page.getByLabel(adam.t("draft.title"), { exact: true }).getAttribute("aria-invalid"), "true");
  await adam.looksWell("/author/new");
  await adam.fills({
    "draft.title": title,
    "draft.description": "Tells teas apart by leaf, liquor and taste.",
    "draft.criteria": "Named eight of ten teas.",
    "offer.assessment": "Observed practice",
    "draft.pass-mark": "60",
    "draft.hours": "12",
    "offer.level": "4",
  });
  await adam.page.getByLabel(adam.t("draft.outcome", { number: 1 })).fill("Tells ten teas apart by taste.");
  await adam.does("draft.save");
  await adam.page.getByRole("heading", { level: 1, name: title }).waitFor();
  await adam.does("draft.publish.now");
  await adam.sees(adam.t("draft.published"));
  await adam.looksWell("/author");
  await adam.leaves();
}

/** Enrols, records, revokes, and sees each where it shows. */
async function walk() {
  const [lukas, asha, nora] = await Promise.all(["lukas", "asha", "nora"].map((name) => Reader.open(browser, name)));
  assert.ok(lukas !== undefined && asha !== undefined && nora !== undefined);

  await lukas.goes("/find");
  await lukas.page.getByRole("searchbox").fill(title);
  await lukas.does("find.search");
  await lukas.page.getByRole("link", { name: title }).click();
  await lukas.does("offer.enrol");
  const course = lukas.page.getByRole("listitem").filter({ hasText: title });
  await course.getByText(lukas.t("standing.learning")).waitFor();
  assert.equal(await lukas.focused(), lukas.t("learning.title"));
  await lukas.looksWell("/learning", "/consents");

  await asha.goes("/assessor");
  const row = asha.page.getByRole("row").filter({ hasText: title });
  await asha.looksWell("/assessor");
  await row.getByRole("link").click();
  await asha.fills({ "record.score": "101" });
  await asha.does("assess.record");
  await asha.sees(asha.t("problem.invalid"));
  await asha.fills({ "record.score": "87" });
  await asha.does("assess.record");
  await asha.sees(asha.t("record.saved"));
  await asha.looksWell();

  await lukas.goes("/learning");
  await course.getByText(lukas.t("standing.issued")).waitFor();
  await lukas.goes("/credentials");
  const card = lukas.page.getByRole("listitem").filter({ hasText: title });
  const download = lukas.page.waitForEvent("download");
  await card.getByRole("button", { name: lukas.t("credentials.download") }).click();
  assert.equal((await download).suggestedFilename(), `${title}.json`);
  await lukas.looksWell("/credentials");

  await nora.goes("/registrar");
  await nora.page.getByLabel(nora.t("table.micro-credential")).selectOption({ label: title });
  await nora.page.getByRole("row").filter({ hasText: title }).getByRole("link").click();
  await nora.sees(nora.t("story.result.recorded", { score: 87 }));
  await nora.looksWell();
  await nora.does("decide.revoke");
  await nora.page.getByLabel(nora.t("decide.reason"), { exact: true }).selectOption("issued-in-error");
  await nora.does("decide.revoke");
  await nora.sees(nora.t("story.revocation"));
  await nora.looksWell("/registrar", "/registrar/batches", "/registrar/grants");

  await lukas.goes("/credentials");
  await card.getByText(lukas.t("credential.revoked")).waitFor();
  assert.deepEqual([...lukas.elsewhere, ...asha.elsewhere, ...nora.elsewhere], []);
  await Promise.all([lukas.leaves(), asha.leaves(), nora.leaves()]);
}

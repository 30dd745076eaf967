// The front end on the running stack, in Chromium: one learner's way from finding to a revoked credential, with everybody
// who has a part in it, and what every other role does. Each page is loaded once and looked at in four languages: on a phone
// and on a desktop by axe, and at 400 % zoom with forced colours and less motion by keyboard alone.
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
    await stranger.looksWell("/", "/find");
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
    await nora.looksWell("/registrar", "/registrar/batches", "/registrar/grants");
    await nora.leaves();
  });

  test("an employer sets up an endpoint, and operators have their pages", async () => {
    await setUp();
    const olivia = await Reader.open(browser, "olivia");
    await olivia.looksWell("/operator", "/operator/health");
    await olivia.goes("/registrar");
    await olivia.sees(olivia.t("wrong-role.title"));
    await olivia.leaves();
  });

  test("an administrator invites somebody, who joins, becomes the last administrator, and is ended by the operator", entrust);

  test("every other role finds what there is for it", async () => {
    const aino = await Reader.open(browser, "aino");
    await aino.looksWell("/auditor", "/auditor/batches", "/auditor/grants", "/auditor/micro-credentials", "/auditor/people");
    await aino.leaves();
    const piet = await Reader.open(browser, "piet");
    await piet.looksWell("/approver");
    await piet.leaves();
    for (const [name, role] of [["mona", "moderator"], ["silas", "sponsor"], ["edda", "endorser"]] as const) {
      const reader = await Reader.open(browser, name);
      await reader.page.getByRole("main").getByRole("link", { name: reader.t("entrusted.title") }).click();
      await reader.page.getByRole("heading", { level: 1, name: reader.t(`role.${role}`) }).waitFor();
      await reader.sees(reader.t("entrusted.nothing"));
      if (role === "moderator") {
        await reader.looksWell();
      }
      await reader.leaves();
    }
  });
});

/** Is told every fault at its field, mends them, and publishes. */
async function publish() {
  const adam = await Reader.open(browser, "adam");
  await adam.goes("/author/new");
  await adam.does("draft.save");
  await adam.sees(adam.t("problem.invalid"));
  assert.equal(await adam.page.getByLabel(adam.t("draft.title"), { exact: true }).getAttribute("aria-invalid"), "true");
  await adam.looksWell();
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
  await adam.looksWell();
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
  await lukas.page.getByRole("heading", { level: 1, name: title }).waitFor();
  await lukas.looksWell();
  await lukas.does("offer.enrol");
  const course = lukas.page.getByRole("listitem").filter({ hasText: title });
  await course.getByText(lukas.t("standing.learning")).waitFor();
  assert.equal(await lukas.focused(), lukas.t("learning.title"));
  await course.getByText(lukas.t("delay.mine")).click();
  await course.getByText(lukas.t("delay.not-assessed")).waitFor();
  const meanwhile = lukas.looksWell().then(() => lukas.looksWell("/consents"));

  await asha.finds("/assessor", title);
  const row = asha.page.getByRole("row").filter({ hasText: title });
  await asha.looksWell();
  await row.getByRole("link").click();
  await asha.fills({ "record.score": "101" });
  await asha.does("assess.record");
  await asha.sees(asha.t("problem.invalid"));
  await asha.fills({ "record.score": "87" });
  await asha.does("assess.record");
  await asha.sees(asha.t("record.saved"));
  await Promise.all([asha.looksWell(), meanwhile]);

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
  await nora.sees(nora.t("delay.credential-revoked"));

  await lukas.goes("/credentials");
  await card.getByText(lukas.t("credential.revoked")).waitFor();
  assert.deepEqual([...lukas.elsewhere, ...asha.elsewhere, ...nora.elsewhere], []);
  await Promise.all([lukas.leaves(), asha.leaves(), nora.leaves()]);
}

/** Adds an endpoint, is told what is missing, enters a wrong challenge, changes the address, and removes it. */
async function setUp() {
  const bruno = await Reader.open(browser, "bruno");
  await bruno.looksWell("/employer", "/employer/deliveries");
  await bruno.goes("/employer/endpoints");
  const first = `http://127.0.0.1:9/first-${Date.now()}`;
  const second = first.replace("first", "second");
  await bruno.fills({ "endpoints.address": first });
  await bruno.does("endpoints.add");
  await bruno.sees(bruno.t("endpoints.secret", { address: "127.0.0.1:9" }));
  const card = (text: string) => bruno.page.locator("li.card").filter({ hasText: text });
  await card(first).getByLabel(bruno.t("challenge.field")).fill("none");
  await card(first).getByRole("button", { name: bruno.t("challenge.send") }).click();
  await card(first).getByRole("alert").waitFor();
  await bruno.looksWell();
  await card(first).getByRole("button", { name: bruno.t("endpoints.change") }).click();
  const changing = card(bruno.t("endpoints.change.means"));
  await changing.getByLabel(bruno.t("endpoints.address"), { exact: true }).fill(second);
  await changing.getByRole("button", { name: bruno.t("form.save") }).click();
  await card(second).getByText(bruno.t("endpoint.unverified")).waitFor();
  await card(second).getByRole("button", { name: bruno.t("endpoints.remove") }).click();
  await card(second).waitFor({ state: "detached" });
  assert.deepEqual(bruno.elsewhere, []);
  await bruno.leaves();
}

/** One person's time as staff, from the code to the end. */
async function entrust() {
  const [ines, layla] = await Promise.all(["ines", "layla"].map((name) => Reader.open(browser, name)));
  assert.ok(ines !== undefined && layla !== undefined);
  await ines.goes("/administrator/invite");
  await ines.does("invite.send");
  await ines.sees(ines.t("problem.invalid"));
  await ines.page.getByRole("checkbox", { name: ines.t("role.assessor") }).check();
  await ines.page.getByRole("radio", { name: ines.t("rights.named") }).check();
  await ines.page.locator("[name='/microCredentials']").first().check();
  await ines.looksWell();
  await ines.does("invite.send");
  await ines.sees(ines.t("invite.done.lead"));
  const code = (await ines.page.locator(".secret").textContent()) ?? "";
  await ines.looksWell();

  await layla.page.goto(`${new URL(layla.page.url()).origin}/campus/join#code=${code}x`);
  await layla.page.getByLabel(layla.t("join.code"), { exact: true }).waitFor();
  await layla.does("join.send");
  await layla.sees(layla.t("join.unknown"));
  await layla.fills({ "join.code": code });
  await layla.looksWell();
  await layla.does("join.send");
  await layla.page.getByRole("main").getByRole("link", { name: layla.t("role.assessor") }).click();
  await layla.page.getByRole("heading", { level: 1, name: layla.t("assess.title") }).waitFor();

  await ines.finds("/administrator", "Layla");
  await ines.looksWell();
  await ines.page.getByRole("row").filter({ hasText: "Layla" }).getByRole("link").click();
  await ines.page.getByRole("checkbox", { name: ines.t("role.administrator") }).check();
  await ines.does("form.save");
  await ines.sees(ines.t("member.saved"));
  await ines.looksWell();
  await ines.looksWell("/administrator/history", "/administrator/profile");

  // A reload asks nobody to log in again, tells of new roles, and keeps the language.
  await layla.speaks("ar");
  await layla.page.reload();
  await layla.sees(layla.t("assess.lead"));
  assert.equal(await layla.page.locator("html").getAttribute("dir"), "rtl");
  await layla.speaks("en");
  await layla.finds("/administrator", "Layla");
  await layla.page.getByRole("row").filter({ hasText: "Layla" }).getByRole("link").click();
  await layla.does("member.end");
  await layla.does("member.end.now");
  await layla.sees(layla.t("problem.last-administrator"));
  assert.deepEqual([...ines.elsewhere, ...layla.elsewhere], []);
  await Promise.all([ines.leaves(), layla.leaves()]);
  await end("Northfield University", "Layla");
}

/** The operator ends what an administrator cannot. */
async function end(institution: string, name: string) {
  const olivia = await Reader.open(browser, "olivia");
  await olivia.goes("/operator");
  await olivia.page.getByRole("listitem").filter({ hasText: institution }).getByRole("link", { name: olivia.t("people.title") }).click();
  const row = olivia.page.getByRole("row").filter({ hasText: name });
  await row.getByRole("link").click();
  await olivia.does("member.end");
  await olivia.does("member.end.now");
  await olivia.page.getByRole("heading", { level: 1, name: olivia.t("people.title") }).waitFor();
  await olivia.settles();
  assert.equal(await row.count(), 0);
  await olivia.leaves();
}

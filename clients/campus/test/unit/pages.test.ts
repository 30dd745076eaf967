import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { day, joined, money, period, today } from "../../src/app/format.js";
import { match } from "../../src/app/router.js";
import { figure, idOf, text } from "../../src/app/values.js";
import { placesOf, who } from "../../src/app/who.js";
import { definition } from "../../src/author/definition.js";
import { standing } from "../../src/learner/standing.js";
import { decisions } from "../../src/registrar/decisions.js";
import { happened } from "../../src/registrar/timeline.js";

test("an address belongs to one pattern", () => {
  assert.deepEqual(match("/find/:id", "/find/7"), { id: "7" });
  assert.deepEqual(match("/find", "/find/"), {});
  assert.deepEqual(match("/", "/"), {});
  assert.equal(match("/find/:id", "/find"), undefined);
  assert.equal(match("/find", "/find/7"), undefined);
  assert.equal(match("/", "/find"), undefined);
  assert.deepEqual(match("/find/:id", "/find/a%20b"), { id: "a b" });
});

test("money is in minor units, days are civil, periods have names", () => {
  assert.equal(joined("16 hours", undefined, "0.5 ECTS"), "16 hours, 0.5 ECTS");
  assert.equal(money({ amount: 12000, currency: "EUR" }), "€120");
  assert.equal(money({ amount: 12050, currency: "EUR" }), "€120.50");
  assert.equal(money({ amount: 500, currency: "JPY" }), "JP¥500");
  assert.equal(day("2026-11-29"), "29 November 2026");
  assert.equal(day("2026-11-29T22:30:00Z", "Europe/Tallinn"), "30 November 2026");
  assert.equal(period("P3Y"), "3 years");
  assert.equal(period("P1Y6M"), "P1Y6M");
  assert.equal(today("Europe/Tallinn", new Date("2026-11-29T22:30:00Z")), "2026-11-30");
});

test("what /me says is who may do what where", () => {
  const amir = who({
    issuer: "i",
    subject: "s",
    name: "Amir Rahimi",
    emailVerified: true,
    roles: ["learner"],
    institutions: [
      { slug: "harbour", roles: ["assessor"], name: "Harbour Maritime Academy" },
      { slug: "northfield", roles: ["registrar"] },
    ],
    employers: [{ slug: "brightwater", name: "Brightwater Foods" }],
  });
  assert.deepEqual(placesOf(amir, "assessor"), ["harbour"]);
  assert.deepEqual(placesOf(amir, "registrar"), ["northfield"]);
  assert.deepEqual(placesOf(amir, "author"), []);
  assert.deepEqual(placesOf(amir, "employer"), ["brightwater"]);
  assert.deepEqual(placesOf(amir, "learner"), [""]);
  assert.deepEqual(placesOf(amir, "operator"), []);
  assert.equal(amir.names.get("harbour"), "Harbour Maritime Academy");
  assert.equal(amir.names.get("northfield"), "northfield");
});

test("a credential's state counts more than the result, and the result more than the enrolment", () => {
  const active = { state: "active" } as const;
  assert.equal(standing(active, undefined, undefined), "learning");
  assert.equal(standing({ state: "withdrawn" }, undefined, undefined), "withdrawn");
  assert.equal(standing(active, { outcome: "passed" }, undefined), "waiting");
  assert.equal(standing(active, { outcome: "failed" }, { state: "none" }), "failed");
  assert.equal(standing(active, { outcome: "failed" }, { state: "revoked" }), "revoked");
});

test("a registrar decides what the state allows", () => {
  assert.deepEqual(decisions(undefined, undefined), []);
  assert.deepEqual(decisions({ state: "issued" }, { state: "issued" }), ["suspend", "revoke"]);
  assert.deepEqual(decisions({ state: "suspended" }, { state: "suspended" }), ["reinstate", "revoke"]);
  assert.deepEqual(decisions({ state: "waiting", waitingFor: ["registrar"] }, { state: "revoked" }), ["release", "refuse"]);
});

test("a story is told newest first, with what somebody wrote", () => {
  const told = happened({
    enrolment: { enrolledAt: "2026-11-01T08:00:00Z" },
    revisions: [{ change: "recorded", score: 87, recordedAt: "2026-11-02T08:00:00Z" }],
    credential: { awardedAt: "2026-11-01T22:00:00Z" }, // the day of the assessment, where the institution is
    changes: [{ kind: "revocation", reasonCode: "misconduct", changedAt: "2026-11-03T08:00:00Z" }],
    passes: [],
  } as unknown as Parameters<typeof happened>[0]);
  assert.deepEqual(
    told.map(({ what, note }) => [what, note]),
    [
      ["Credential revoked", "Misconduct"],
      ["Credential issued", undefined],
      ["Result recorded: 87", undefined],
      ["Enrolled", undefined],
    ],
  );
});

test("a definition leaves out what is empty, and sends what is no figure for the API to judge", () => {
  const values = new FormData();
  const typed = { "/title": " Baking ", "/description": "", "/passMark": "sixty", "/workload/hours": "2.5", "/outcomes/0/text": "Bakes." };
  Object.entries(typed).forEach(([at, value]) => values.set(at, value));
  assert.deepEqual(definition(values, [{ text: "", targetName: "Baking" }]), {
    title: "Baking",
    outcomes: [{ text: "Bakes.", targetName: "Baking" }],
    workload: { hours: 2.5 },
    level: {},
    passMark: "sixty",
  });
  assert.equal(figure(values, "/none"), undefined);
  assert.equal(text(values, "/description"), undefined);
  assert.equal(idOf("/outcomes/0/text"), "f-outcomes-0-text");
});

test("no module is longer than 200 lines, and none sets a style or leads elsewhere", async () => {
  const folder = new URL("../../../src/", import.meta.url);
  for (const name of await readdir(folder, { recursive: true })) {
    if (/\.tsx?$/.test(name)) {
      const code = await readFile(new URL(name, folder), "utf8");
      assert.ok(code.split("\n").length <= 201, `${name} is too long`);
      assert.equal(/\bstyle=|dangerouslySetInnerHTML|https?:\/\//.exec(code)?.[0], undefined, name);
    }
  }
});

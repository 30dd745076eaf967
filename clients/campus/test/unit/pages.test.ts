import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { contrast } from "../../src/administrator/contrast.js";
import { invitation, isOver, profile, rights, roleName } from "../../src/administrator/staff.js";
import { day, joined, money, period, today } from "../../src/app/format.js";
import { match } from "../../src/app/router.js";
import { figure, idOf, text } from "../../src/app/values.js";
import { placesOf, STAFF_ROLES, who } from "../../src/app/who.js";
import { definition } from "../../src/author/definition.js";
import { delayOf, standing } from "../../src/learner/standing.js";
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
    loginHash: "h",
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
  assert.deepEqual([amir.login, amir.loginHash], ["i#s", "h"]);
});

test("a credential's state counts more than the result, and the result more than the enrolment", () => {
  const active = { state: "active" } as const;
  assert.equal(standing(active, undefined, undefined), "learning");
  assert.equal(standing({ state: "withdrawn" }, undefined, undefined), "withdrawn");
  assert.equal(standing(active, { outcome: "passed" }, undefined), "waiting");
  assert.equal(standing(active, { outcome: "failed" }, { state: "none" }), "failed");
  assert.equal(standing(active, { outcome: "failed" }, { state: "revoked" }), "revoked");
});

test("a learner is told why there is no badge yet, and nothing where there is one", () => {
  const enrolment = { id: "e", state: "active", enrolledAt: "2026-11-01T08:00:00Z" } as Parameters<typeof delayOf>[0];
  const passed = { outcome: "passed", recordedAt: "2026-11-02T08:00:00Z" } as Parameters<typeof delayOf>[1];
  type Award = Parameters<typeof delayOf>[2];
  assert.equal(delayOf(enrolment, undefined, undefined)?.reason, "not-assessed");
  assert.equal(delayOf(enrolment, passed, undefined)?.reason, "result-in-transit");
  const waits = delayOf(enrolment, passed, { state: "waiting", waitingFor: ["registrar"] } as Award);
  assert.deepEqual([waits?.reason, waits?.actor], ["waits-for-registrar", "registrar"]);
  assert.equal(delayOf(enrolment, passed, { state: "issued" } as Award), undefined);
});

test("what an administrator fills in becomes what the API takes", () => {
  const values = new FormData();
  values.append("/roles", "assessor");
  values.append("/roles", "auditor");
  values.append("/microCredentials", "m");
  assert.deepEqual(rights(values), { roles: ["assessor", "auditor"] });
  values.set("limit", "named");
  values.set("/endsOn", "2027-01-31");
  assert.deepEqual(rights(values), { roles: ["assessor", "auditor"], microCredentials: ["m"], endsOn: "2027-01-31" });
  values.set("/email", " asha@northfield.example ");
  values.set("/validDays", "soon");
  assert.deepEqual(invitation(values), { ...rights(values), email: "asha@northfield.example", validDays: "soon" });
  values.delete("/microCredentials");
  assert.deepEqual(rights(values).microCredentials, [], "a limit to nothing is the API's to judge, and no limit is lifted by it");
});

test("a profile leaves out what is empty, and a colour that is not the institution's own", () => {
  const values = new FormData();
  values.set("/languages", "et, en de-AT");
  values.set("/brandColour", "#14324a");
  values.set("/contacts/email", " ");
  assert.deepEqual(profile(values), { languages: ["et", "en", "de-AT"] });
  values.set("own-colour", "on");
  values.set("/contacts/url", "tel");
  assert.deepEqual(profile(values), { languages: ["et", "en", "de-AT"], brandColour: "#14324a", contacts: { url: "tel" } });
});

test("contrast is the one of WCAG 2.2", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.equal(contrast("#ffffff", "#ffffff"), 1);
  assert.equal(contrast("#767676", "#ffffff").toFixed(2), "4.54");
  assert.equal(contrast("#ffff00", "#ffffff").toFixed(2), "1.07");
});

test("a membership is known by its last day, a new role by its own name", () => {
  assert.equal(isOver({ endsAt: "2027-01-31T22:00:00.000Z" }, Date.parse("2027-01-31T22:00:00.000Z")), true);
  assert.equal(isOver({ endsAt: "2027-01-31T22:00:00.000Z" }, Date.parse("2027-01-31T21:59:59.999Z")), false);
  assert.equal(isOver({}, Date.now()), false);
  assert.equal(roleName("registrar"), "Registrar");
  assert.equal(roleName("astronomer"), "astronomer");
});

test("every role has its pages, and each page of a role is reached from its first", async () => {
  const code = await readFile(new URL("../../../src/routes.ts", import.meta.url), "utf8");
  for (const role of ["learner", "employer", "operator", ...STAFF_ROLES]) {
    const [, entrance = ""] = new RegExp(`\\n  ${role}: "([^"]+)"`).exec(code) ?? [];
    assert.match(code, new RegExp(`path: "${entrance}", page: \\w+, role: "${role}", name: `), role);
  }
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

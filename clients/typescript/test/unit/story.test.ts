import assert from "node:assert/strict";
import { test } from "node:test";
import { findBadgeDelay, ProblemError, readEnrolmentStory, type BadgeDelay, type EnrolmentStory, type Schemas } from "@testamur/client";
import { json, problem, Wire } from "./answers.js";

const ID = "0199f0a5-2b90-7d16-8f4e-91c3a7d05b62";
const CREDENTIAL = "0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d";
const AT = "2026-11-20T14:00:00Z";
const SOON_AFTER = Date.parse("2026-11-20T14:00:30Z");
const LATER = Date.parse("2026-11-20T14:02:00Z");

const enrolment: Schemas.EnrolmentView = {
  id: ID,
  learnerId: "0199f0a4-7c11-7a52-9c3e-5b0f6c2d8e41",
  institutionId: "0199efd0-1a4b-7c83-a6d2-3e7f90b15c24",
  microCredentialId: "0199efe2-93d7-7b41-b0c9-6a18f2e4d573",
  microCredentialVersion: 1,
  state: "active",
  enrolledAt: "2026-11-02T08:30:00Z",
  version: 1,
};
const passed: Schemas.Result = {
  enrolmentId: ID,
  learnerId: enrolment.learnerId,
  microCredentialId: enrolment.microCredentialId,
  microCredentialVersion: 1,
  revision: 1,
  outcome: "passed",
  score: 78,
  maximumScore: 100,
  passMark: 60,
  evidence: [],
  assessedOn: "2026-11-20",
  recordedAt: AT,
};
const record = { credentialId: CREDENTIAL, status: "valid", valid: true } as Schemas.VerificationView;

function award(state: Schemas.Award["state"], more: Partial<Schemas.Award> = {}): Schemas.Award {
  return {
    enrolmentId: ID,
    learnerId: enrolment.learnerId,
    institutionId: enrolment.institutionId,
    microCredentialId: enrolment.microCredentialId,
    microCredentialVersion: 1,
    state,
    updatedAt: AT,
    ...more,
  };
}

function story(parts: Partial<EnrolmentStory>): EnrolmentStory {
  return {
    enrolment,
    result: undefined,
    revisions: [],
    award: undefined,
    credential: undefined,
    changes: [],
    passes: [],
    record: undefined,
    ...parts,
  };
}

function change(kind: Schemas.CredentialChange["kind"], changedAt: string): Schemas.CredentialChange {
  return { id: ID, kind, reasonCode: "under-review", changedBy: "nora", changedAt, version: 2 };
}

const issued = award("issued", { credentialId: CREDENTIAL });
const noKey = { waitingFor: ["issuer key"], waitingSince: AT };
const noLearner = { waitingFor: ["enrolment", "learner"], waitingSince: AT };

const LATE: [string, Partial<EnrolmentStory>, number, Partial<BadgeDelay>][] = [
  ["nobody has assessed it", {}, LATER, { reason: "not-assessed", service: "assessment", actor: "assessor", since: enrolment.enrolledAt }],
  ["an award that knows of no result", { award: award("none") }, LATER, { reason: "not-assessed" }],
  ["the learner has withdrawn", { enrolment: { ...enrolment, state: "withdrawn" } }, LATER, { reason: "enrolment-withdrawn", actor: "learner" }],
  ["the result is a fail", { result: { ...passed, outcome: "failed" } }, LATER, { reason: "not-passed", actor: "learner", since: AT }],
  [
    "the result was withdrawn",
    { result: { ...passed, outcome: "withdrawn", withdrawalReason: "the wrong learner" } },
    LATER,
    { reason: "result-withdrawn", actor: "assessor", details: ["the wrong learner"] },
  ],
  ["issuance has not taken the pass yet", { result: passed }, SOON_AFTER, { reason: "result-in-transit", service: "issuance", actor: "nobody" }],
  ["issuance has not taken the pass for long", { result: passed, award: award("none") }, LATER, { reason: "result-in-transit", actor: "operator" }],
  [
    "issuance lacks the learner",
    { result: passed, award: award("waiting", noLearner) },
    SOON_AFTER,
    { reason: "reference-in-transit", actor: "nobody", since: AT, details: ["enrolment", "learner"] },
  ],
  ["issuance lacks the learner for long", { result: passed, award: award("waiting", noLearner) }, LATER, { reason: "reference-in-transit", actor: "operator" }],
  ["the institution has no key", { result: passed, award: award("waiting", noKey) }, LATER, { reason: "issuer-key-missing", actor: "operator" }],
  [
    "a pass after a revocation",
    { result: passed, award: award("waiting", { waitingFor: ["registrar"], waitingSince: AT, reason: "misconduct" }) },
    LATER,
    { reason: "waits-for-registrar", actor: "registrar", details: ["misconduct"] },
  ],
  [
    "the pass cannot be awarded",
    { result: passed, award: award("refused", { reason: "assessed before the enrolment" }) },
    LATER,
    { reason: "award-refused", actor: "registrar", details: ["assessed before the enrolment"] },
  ],
  ["verification has no record yet", { result: passed, award: issued }, SOON_AFTER, { reason: "record-in-transit", service: "verification", actor: "nobody" }],
  ["verification has no record for long", { result: passed, award: issued }, LATER, { reason: "record-in-transit", actor: "operator" }],
  [
    "the credential is suspended",
    { result: passed, award: award("suspended", { reason: "under-review" }), record, changes: [change("reinstatement", "2026-11-22T09:00:00Z"), change("suspension", "2026-11-21T09:00:00Z")] },
    LATER,
    { reason: "credential-suspended", actor: "registrar", since: "2026-11-21T09:00:00Z", details: ["under-review"] },
  ],
  ["staff revoked the credential", { result: passed, award: award("revoked", { reason: "misconduct" }), record }, LATER, { reason: "credential-revoked", since: AT }],
  ["a fail after the pass revoked it", { result: { ...passed, outcome: "failed" }, award: award("revoked"), record }, LATER, { reason: "not-passed" }],
];

for (const [name, parts, now, expected] of LATE) {
  test(`names why a badge is late: ${name}`, () => {
    const delay = findBadgeDelay(story(parts), { now });
    for (const [member, value] of Object.entries(expected)) {
      assert.deepEqual(delay?.[member as keyof BadgeDelay], value, member);
    }
  });
}

test("finds no delay of a badge that anybody can check", () => {
  assert.equal(findBadgeDelay(story({ result: passed, award: issued, record }), { now: LATER }), undefined);
});

test("joins a learner's own story from the services", async () => {
  const wire = new Wire(json(enrolment), json(passed), json(issued), json(record));
  const found = await readEnrolmentStory(wire.client(), ID, "learner");
  assert.deepEqual(found, story({ result: passed, award: issued, record }));
  assert.deepEqual(
    wire.sent.map((request) => new URL(request.url).pathname),
    [
      `/enrolment/learners/me/enrolments/${ID}`,
      `/assessment/learners/me/results/${ID}`,
      `/issuance/learners/me/awards/${ID}`,
      `/verification/credentials/${CREDENTIAL}`,
    ],
  );
});

test("leaves out what a service does not have or does not show to an assessor", async () => {
  const wire = new Wire(json(enrolment), problem(404, "not-found"), json([]), json(award("none")), problem(403, "forbidden"));
  const found = await readEnrolmentStory(wire.client(), ID, "staff");
  assert.deepEqual(found, story({ award: award("none") }));
  assert.equal(findBadgeDelay(found)?.reason, "not-assessed");
});

test("rejects when the enrolment itself is not shown", async () => {
  const wire = new Wire(problem(404, "not-found"), json([]), json([]), json(award("none")), json({ items: [] }));
  await assert.rejects(readEnrolmentStory(wire.client(), ID, "staff"), (error) => error instanceof ProblemError && error.status === 404);
});

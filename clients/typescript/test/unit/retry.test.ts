import assert from "node:assert/strict";
import { test } from "node:test";
import { NoAnswerError, ProblemError } from "@testamur/client";
import { comesAgain } from "#client/retry.js";
import { json, LOST, problem, Wire } from "./answers.js";

const ENROL = "/enrolment/enrolments";
const BODY = { microCredentialId: "0197b2ef-0000-7000-8000-000000000001" };
const ID = { id: "0197b2ef-0000-7000-8000-000000000001" };

test("what is sent again after which answer", async () => {
  const later = { "Retry-After": "1" };
  const cases: [string, Response | undefined, boolean, boolean][] = [
    ["no answer", undefined, true, false],
    ["429 that says when", problem(429, "too-many", later), true, true],
    ["429 that does not", problem(429, "too-many"), false, false],
    ["502", new Response("", { status: 502 }), true, false],
    ["503", problem(503, "unavailable", later), true, false],
    ["503 before anything was done", problem(503, "fact-not-here-yet", later), true, true],
    ["504", new Response("", { status: 504 }), true, false],
    ["500", problem(500, "unexpected"), false, false],
    ...[200, 201, 303, 400, 401, 403, 404, 409, 410, 412, 413, 415, 428].map(
      (status) => [`${status}`, problem(status, "any", later), false, false] as [string, Response, boolean, boolean],
    ),
  ];
  for (const [name, answer, harmless, unknown] of cases) {
    assert.equal(await comesAgain(answer?.clone(), "harmless"), harmless, `${name}, harmless`);
    assert.equal(await comesAgain(answer, "unknown"), unknown, `${name}, unknown`);
  }
});

test("each try of one request has the same key and body, each request its own", async () => {
  const wire = new Wire(LOST, problem(503, "unavailable"), new Response("", { status: 502 }), json(ID), json(ID));
  const client = wire.client();
  await client.post(ENROL, { body: BODY });
  await client.post(ENROL, { body: BODY });
  const keys = wire.header("Idempotency-Key");
  assert.equal(keys.length, 5);
  assert.match(keys[0] ?? "", /^[0-9a-f-]{36}$/);
  assert.deepEqual(new Set(keys.slice(0, 4)).size, 1);
  assert.notEqual(keys[4], keys[0]);
  for (const request of wire.sent) {
    assert.deepEqual(await request.json(), BODY);
  }
  assert.deepEqual(wire.pauses, [250, 500, 1000]);
});

test("a caller's own key is kept", async () => {
  const wire = new Wire(json(ID));
  await wire.client().post(ENROL, { body: BODY, idempotencyKey: "enrol-lena" });
  assert.deepEqual(wire.header("Idempotency-Key"), ["enrol-lena"]);
});

test("a request that may have been carried out is not sent again when nothing makes that harmless", async () => {
  const path = { id: "0197b2ef-0000-7000-8000-000000000001" };
  const posted = new Wire(LOST);
  await assert.rejects(posted.client().post("/catalog/micro-credentials/{id}/publication", { path }), NoAnswerError);
  assert.equal(posted.sent.length, 1);
  const stranger = new Wire(LOST);
  await assert.rejects(
    stranger.client({ tokens: { accessToken: () => Promise.resolve(undefined) } }).post(ENROL, { body: BODY }),
    NoAnswerError,
  );
  assert.deepEqual(stranger.header("Idempotency-Key"), [null]);
});

test("a change by entity tag is sent once, an unconditional one again", async () => {
  const erase = "/enrolment/learners/me/did";
  const conditional = new Wire(LOST);
  await assert.rejects(conditional.client().delete(erase, { ifMatch: '"3"' }), NoAnswerError);
  assert.deepEqual(conditional.header("If-Match"), ['"3"']);
  const always = new Wire(LOST, json({}));
  await always.client().delete(erase, { ifMatch: "*" });
  assert.equal(always.sent.length, 2);
});

test("it ends after four tries, with the cause", async () => {
  const wire = new Wire(LOST, LOST, LOST, LOST);
  await assert.rejects(wire.client().get("/enrolment/learners/me"), (error: Error) => {
    assert.ok(error instanceof NoAnswerError);
    assert.equal(error.cause, LOST);
    return true;
  });
  assert.equal(wire.sent.length, 4);
});

test("it comes again when the answer says, by number or by date, and not beyond its patience", async () => {
  const numbered = new Wire(problem(429, "too-many", { "Retry-After": "7" }), json({}));
  await numbered.client().get("/enrolment/learners/me");
  assert.deepEqual(numbered.pauses, [7000]);

  const dated = new Wire(problem(503, "unavailable", { "Retry-After": "Thu, 01 Jan 1970 00:00:12 GMT" }), json({}));
  await dated.client().get("/enrolment/learners/me");
  assert.deepEqual(dated.pauses, [12_000]);

  const late = new Wire(...Array.from({ length: 9 }, () => problem(503, "fact-not-here-yet", { "Retry-After": "5" })));
  await assert.rejects(late.client().get("/enrolment/learners/me"), (error: Error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.code, "fact-not-here-yet");
    assert.equal(error.retryAfter, 5);
    return true;
  });
  assert.equal(wire30s(late), 30_000);
});

function wire30s(wire: Wire): number {
  return wire.pauses.reduce((sum, pause) => sum + pause, 0);
}

test("whoever gives up is not kept waiting", async () => {
  const wire = new Wire(problem(429, "too-many", { "Retry-After": "7" }));
  const stop = new AbortController();
  const asked = wire.client().get("/enrolment/learners/me", { signal: stop.signal });
  stop.abort(new Error("left the page"));
  await assert.rejects(asked, { message: "left the page" });
  assert.equal(wire.pauses.length, 0);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Facts, MemoryStore } from "@testamur/client";
import { json, problem, Wire } from "./answers.js";

const PUBLISH = "/catalog/micro-credentials/{id}/publication";
const PATH = { id: "0197b2ef-0000-7000-8000-000000000001" };

test("what was written is named until each service has answered", async () => {
  const wire = new Wire(
    json({}, { "Testamur-Fact": "one, two" }),
    problem(409, "not-open"),
    json({}),
    json({}),
    json({}),
  );
  const client = wire.client();
  await client.post(PUBLISH, { path: PATH });
  await assert.rejects(client.get("/enrolment/learners/me"));
  await client.get("/enrolment/learners/me");
  await client.at("northfield").get("/assessment/results/{enrolmentId}", { path: { enrolmentId: PATH.id } });
  await client.get("/enrolment/learners/me");
  assert.deepEqual(wire.header("Testamur-After"), [null, "one,two", null, "one,two", null]);
  assert.deepEqual(wire.header("Testamur-Institution"), [null, null, null, "northfield", null]);
});

test("an answer that the fact is not there yet does not count as its arrival", async () => {
  const wire = new Wire(
    problem(503, "fact-not-here-yet"),
    problem(503, "fact-not-here-yet"),
    problem(503, "fact-not-here-yet"),
    problem(503, "fact-not-here-yet"),
    json({}),
  );
  const facts = new Facts();
  facts.remember("one");
  const client = wire.client({ facts });
  await assert.rejects(client.get("/enrolment/learners/me"), { code: "fact-not-here-yet" });
  await client.get("/enrolment/learners/me");
  assert.deepEqual(new Set(wire.header("Testamur-After")), new Set(["one"]));
});

test("the newest twenty are named, and each for two minutes", () => {
  let now = 0;
  const facts = new Facts({ now: () => now });
  for (let number = 1; number <= 30; number++) {
    facts.remember(`fact-${number}`);
  }
  const named = facts.before("/issuance/awards")?.split(",") ?? [];
  assert.equal(named.length, 20);
  assert.equal(named.at(-1), "fact-30");
  now = 120_001;
  assert.equal(facts.before("/issuance/awards"), undefined);
});

test("a stranger waits for nothing", async () => {
  const facts = new Facts();
  facts.remember("one");
  const wire = new Wire(json({}));
  await wire.client({ facts, tokens: { accessToken: () => Promise.resolve(undefined) } }).get("/enrolment/learners/me");
  assert.deepEqual(wire.header("Testamur-After"), [null]);
});

test("a store keeps them over a reload, and nonsense in it harms nothing", () => {
  const store = new MemoryStore();
  const before = new Facts({ store });
  before.answered("/catalog/x", undefined, json({}, { "Testamur-Fact": "one" }));
  assert.equal(new Facts({ store }).before("/enrolment/x"), "one");
  for (const nonsense of ["{", "{}", "3", "null", '[{"token": 3}, null, "one"]']) {
    store.setItem("testamur.facts", nonsense);
    assert.equal(new Facts({ store }).before("/enrolment/x"), undefined, nonsense);
  }
});

test("services that share a first segment wait each for itself", () => {
  const facts = new Facts();
  facts.remember("one");
  facts.answered("/credentials/{id}", "one", json({}));
  assert.equal(facts.before("/credentials/0197b2ef-0000-7000-8000-000000000001"), undefined);
  assert.equal(facts.before("/issuance/awards"), undefined);
  assert.equal(facts.before("/credentials/verify"), "one");
  facts.answered("/credentials/verify", "one", json({}));
  assert.equal(facts.before("/credentials/verify"), undefined);
});

test("only an answer that has waited counts as an arrival", () => {
  const facts = new Facts();
  facts.remember("one");
  for (const status of [400, 401, 403, 429, 500, 502, 503]) {
    facts.answered("/catalog/x", "one", problem(status, "any"));
    assert.equal(facts.before("/catalog/x"), "one", String(status));
  }
  for (const status of [200, 304, 404, 409, 410, 412]) {
    const fresh = new Facts();
    fresh.remember("one");
    fresh.answered("/catalog/x", "one", new Response(null, { status }));
    assert.equal(fresh.before("/catalog/x"), undefined, String(status));
  }
});

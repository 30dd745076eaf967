// Each rule of ours finds the fault that it is for, in a document that is good otherwise.
import assert from "node:assert/strict";
import { test } from "node:test";
import answers from "../functions/answers.js";
import ecmaPattern from "../functions/ecmaPattern.js";
import verb from "../functions/verb.js";

const limits = { RateLimit: {}, "RateLimit-Policy": {} };
const problem = { content: { "application/problem+json": { schema: { type: "object" } } } };
const good = () => ({
  responses: {
    200: { headers: { ...limits }, content: { "application/json": { schema: { type: "object" } } } },
    204: { headers: { ...limits } },
    304: {},
    404: problem,
    410: { content: { "text/html": { schema: { type: "string" } } } },
    429: problem,
  },
});

function found(change) {
  const operation = good();
  change(operation.responses);
  return answers(operation, null, { path: ["paths", "/a", "get"] }).map(({ message }) => message);
}

test("answers that say all are good", () => assert.deepEqual(found(() => {}), []));

test("an answer that leaves something out is found", () => {
  assert.deepEqual(found((responses) => delete responses[429]), ["429 is missing."]);
  assert.deepEqual(found((responses) => delete responses[200].content), ["200 has no body."]);
  assert.deepEqual(found((responses) => (responses[200].content["application/json"].schema = {})), ["200 has no schema as application/json."]);
  assert.deepEqual(found((responses) => delete responses[200].content["application/json"].schema), ["200 has no schema as application/json."]);
  assert.deepEqual(found((responses) => delete responses[204].headers.RateLimit), ["204 has no header RateLimit."]);
  assert.deepEqual(found((responses) => (responses[404] = { content: { "application/json": {} } })), ["404 is no problem document."]);
});

test("names and summaries begin with a verb", () => {
  assert.deepEqual(verb("readEnrolment", { words: "camel" }), []);
  assert.deepEqual(verb("Read an enrolment", { words: "spaces" }), []);
  assert.equal(verb("enrolmentById", { words: "camel" }).length, 1);
  assert.equal(verb("Enrolments of a learner", { words: "spaces" }).length, 1);
});

test("a pattern that only Java reads is found", () => {
  assert.deepEqual(ecmaPattern("^\\p{L}{1,20}$"), []);
  assert.equal(ecmaPattern("^(?i)a++$").length, 1);
  assert.equal(ecmaPattern("^\\Qa\\E$").length, 1);
});

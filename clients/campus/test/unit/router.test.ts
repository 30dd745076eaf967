import assert from "node:assert/strict";
import { test } from "node:test";
import { match } from "../../src/app/router.js";

test("a path that follows a pattern gives its values", () => {
  assert.deepEqual(match("/learner/enrolments/:id", "/learner/enrolments/a%20b"), { id: "a b" });
  assert.deepEqual(match("/learner/enrolments/:id", "/learner/enrolments/a/"), { id: "a" });
  assert.equal(match("/learner/enrolments/:id", "/learner/enrolments/"), undefined);
});

test("a path that is no UTF-8 is no page", () => {
  for (const broken of ["%E0%A4%A", "%", "%ff"]) {
    assert.equal(match("/learner/enrolments/:id", `/learner/enrolments/${broken}`), undefined, broken);
  }
});

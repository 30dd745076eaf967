import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { NoAnswerError, ProblemError } from "@testamur/client";
import { problem, Wire } from "./answers.js";

async function refusal(answer: Response): Promise<ProblemError> {
  const error = await new Wire(answer).client().get("/enrolment/learners/me").then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProblemError);
  return error;
}

test("faults are found by their place", async () => {
  const error = await refusal(
    problem(400, "invalid", {}, {
      detail: "3 faults: see errors.",
      errors: [
        { pointer: "/title", detail: "must not be blank" },
        { pointer: "/outcomes/0/text", detail: "must not be blank" },
        { pointer: "/outcomes/0/text", detail: "must have 3 letters" },
        { pointer: "/outcomes/10", detail: "one too many" },
        { pointer: 3 },
        null,
      ],
    }),
  );
  assert.equal(error.status, 400);
  assert.equal(error.code, "invalid");
  assert.equal(error.message, "400 No: 3 faults: see errors.");
  assert.deepEqual(error.at("/title"), ["must not be blank"]);
  assert.deepEqual(error.at("/outcomes"), []);
  assert.deepEqual(error.within("/outcomes/0").length, 2);
  assert.deepEqual(error.within("/outcomes/1"), []);
  assert.equal(error.within("").length, 4);
});

test("what is no problem document is an error all the same", async () => {
  for (const body of ["", "<h1>No route</h1>", "[]", "null", '{"type": 3, "errors": {}}']) {
    for (const type of ["text/html", "application/problem+json"]) {
      const error = await refusal(new Response(body, { status: 418, statusText: "", headers: { "Content-Type": type } }));
      assert.equal(error.code, "");
      assert.equal(error.title, "Status 418");
      assert.deepEqual(error.faults, []);
    }
  }
});

test("a type that is not Testamur's has no code of Testamur's", async () => {
  const error = await refusal(
    new Response('{"type": "https://gateway.example/blocked", "title": "Blocked"}', {
      status: 403,
      headers: { "Content-Type": "application/problem+json" },
    }),
  );
  assert.equal(error.code, "");
  assert.equal(error.title, "Blocked");
});

test("an error that is printed says what is wrong, and not how the answer came", async () => {
  const error = await ProblemError.of(problem(409, "closed"));
  assert.equal(error.response.status, 409);
  assert.ok(!Object.keys(error).includes("response"));
  assert.doesNotMatch(inspect(error), /Headers|bodyUsed/);
});

test("no answer says why", () => {
  const reasons: [unknown, RegExp][] = [
    [new TypeError("fetch failed", { cause: new Error("self-signed certificate in certificate chain") }), /: self-signed/],
    [new TypeError("fetch failed", { cause: Object.assign(new AggregateError([]), { code: "ECONNREFUSED" }) }), /: ECONNREFUSED$/],
    [new TypeError("Failed to fetch"), /: Failed to fetch$/],
    ["gone", /: gone$/],
  ];
  for (const [cause, said] of reasons) {
    assert.match(new NoAnswerError("https://testamur.example/me", cause).message, said);
  }
});

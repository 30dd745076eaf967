import assert from "node:assert/strict";
import { test } from "node:test";
import { LogInError, type TokenSource } from "@testamur/client";
import { json, problem, Wire } from "./answers.js";

const ID = "0197b2ef-0000-7000-8000-000000000001";
const path = { id: ID };
const IMAGE = "/catalog/micro-credentials/{id}/image";
const PNG = new Blob(["a picture"], { type: "image/png" });

/** Gives a token after another, each until it is refused. */
class Tokens implements TokenSource {
  readonly refused: (string | undefined)[] = [];
  readonly #values: string[];

  constructor(...values: string[]) {
    this.#values = values;
  }

  accessToken(refused?: string): Promise<string | undefined> {
    this.refused.push(refused);
    if (refused !== undefined && refused === this.#values[0] && this.#values.length > 1) {
      this.#values.shift();
    }
    return Promise.resolve(this.#values[0]);
  }
}

test("a version is sent as what was read has it", async () => {
  const versions = [3, { version: 3 }, { etag: '"3"' }, '"3"', { etag: '"3"', version: undefined as never }];
  const wire = new Wire(...versions.map(() => json({})));
  for (const ifMatch of versions) {
    await wire.client().post("/catalog/micro-credentials/{id}/publication", { path, ifMatch });
  }
  assert.deepEqual(wire.header("If-Match"), versions.map(() => '"3"'));
});

test("a change on the condition of a version that is not there is not sent", async () => {
  const wire = new Wire();
  for (const ifMatch of [{ etag: undefined }, { version: undefined }]) {
    await assert.rejects(wire.client().post("/catalog/micro-credentials/{id}/publication", { path, ifMatch }), TypeError);
  }
  assert.equal(wire.sent.length, 0);
});

test("a form is sent with the boundary that it has, be it given as a form or as an object", async () => {
  const form = new FormData();
  form.set("image", PNG, "a.png");
  form.set("alternativeText", "A hat");
  const wire = new Wire(json({}), json({}), json({}));
  await wire.client().put(IMAGE, { path, ifMatch: "*", body: form });
  await wire.client().put(IMAGE, { path, ifMatch: "*", body: form, contentType: "multipart/form-data" });
  await wire.client().put(IMAGE, { path, ifMatch: "*", body: { image: PNG, alternativeText: "A hat" } });
  for (const request of wire.sent) {
    assert.match(request.headers.get("Content-Type") ?? "", /^multipart\/form-data; ?boundary=/);
    const parts = await request.formData();
    assert.equal(parts.get("alternativeText"), "A hat");
    const image = parts.get("image") as File;
    assert.equal(image.type, "image/png");
    assert.equal(await image.text(), "a picture");
  }
});

test("an object becomes the fields of a page's form, JSON stays JSON, and an image goes as itself", async () => {
  const wire = new Wire(new Response(""), json({}), json({}));
  await wire.client().post("/verify/{id}", { path, body: { email: "lena@learners.example" } });
  assert.equal(await wire.sent[0]?.text(), "email=lena%40learners.example");
  assert.match(wire.sent[0]?.headers.get("Content-Type") ?? "", /^application\/x-www-form-urlencoded/);
  await wire.client().post("/enrolment/enrolments", { body: { microCredentialId: ID } });
  assert.equal(wire.sent[1]?.headers.get("Content-Type"), "application/json");
  await wire.client().put(IMAGE, { path, ifMatch: "*", body: PNG });
  assert.equal(wire.sent[2]?.headers.get("Content-Type"), "image/png");
});

test("a type that is not taken is answered with what is", async () => {
  const wire = new Wire(problem(415, "unsupported-media-type"));
  await assert.rejects(wire.client().put(IMAGE, { path, ifMatch: "*", body: new Blob(["?"], { type: "image/gif" }) }), (error: Error) => {
    assert.match(error.message, /PUT \/catalog\/micro-credentials\/\{id\}\/image takes .*image\/png.*multipart\/form-data/);
    return true;
  });
});

test("after a 401 a request is sent once more by another token, a change with its body, too", async () => {
  const tokens = new Tokens("old", "new");
  const wire = new Wire(problem(401, "unauthenticated"), json({}));
  await wire.client({ tokens }).post("/catalog/micro-credentials/{id}/publication", { path });
  assert.deepEqual(wire.header("Authorization"), ["Bearer old", "Bearer new"]);
  const body = new Wire(problem(401, "unauthenticated"), json({ id: ID }));
  await body.client({ tokens: new Tokens("old", "new") }).post("/enrolment/enrolments", { body: { microCredentialId: ID } });
  assert.equal(new Set(body.header("Idempotency-Key")).size, 1);
  assert.deepEqual(await body.sent[1]?.json(), { microCredentialId: ID });
});

test("a 401 stands where there is no other token, and where the other is refused as well", async () => {
  const same = new Wire(problem(401, "unauthenticated"));
  await assert.rejects(same.client().get("/me"), { status: 401 });
  const tokens = new Tokens("old", "new", "newer");
  const both = new Wire(problem(401, "unauthenticated"), problem(401, "unauthenticated"));
  await assert.rejects(both.client({ tokens }).get("/me"), { status: 401 });
  assert.deepEqual(tokens.refused, [undefined, "old"]);
  const over = new Wire(problem(401, "unauthenticated"));
  const ended: TokenSource = {
    accessToken: (refused) =>
      refused === undefined ? Promise.resolve("old") : Promise.reject(new LogInError("session_ended", "Log in again.")),
  };
  await assert.rejects(over.client({ tokens: ended }).get("/me"), { code: "session_ended" });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical } from "../scripts/canonical.mjs";
import { breaks } from "../scripts/changes.mjs";

/** One operation that has something of everything. */
function document() {
  return {
    openapi: "3.1.0",
    info: { title: "Testamur", version: "1" },
    paths: {
      "/things/{id}": {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } }],
        put: {
          operationId: "putThing",
          summary: "Replace a thing",
          security: [{ logIn: [] }],
          "x-testamur-roles": ["author", "registrar"],
          parameters: [
            { name: "view", in: "query", schema: { type: "string", enum: ["short", "long"] } },
            { $ref: "#/components/parameters/Key" },
          ],
          requestBody: {
            required: false,
            content: {
              "application/json": { schema: { $ref: "#/components/schemas/Asked" } },
              "text/csv": { schema: { type: "string" } },
            },
          },
          responses: {
            200: {
              description: "It is.",
              headers: { ETag: { schema: { type: "string" } } },
              content: {
                "application/json": { schema: { $ref: "#/components/schemas/Thing" } },
                "application/yaml": { schema: { type: "string" } },
              },
            },
            404: { description: "Nothing.", content: { "application/problem+json": { schema: { type: "object" } } } },
          },
        },
      },
      "/open": { get: { operationId: "open", security: [], responses: { 200: { description: "Yes." } } } },
      "/members": { get: { operationId: "members", security: [{ logIn: [] }], responses: { 204: { description: "Yes." } } } },
      "/old": { get: { operationId: "old", deprecated: true, responses: { 204: { description: "Yes." } } } },
    },
    components: {
      parameters: { Key: { name: "Idempotency-Key", in: "header", schema: { type: "string", maxLength: 200 } } },
      schemas: {
        Asked: {
          type: "object",
          required: ["name"],
          properties: {
            name: { type: "string", minLength: 1, maxLength: 200 },
            count: { type: "number", minimum: 0, maximum: 10 },
            colour: { type: "string", enum: ["red", "green"] },
            notes: { type: "array", items: { type: "string" }, maxItems: 10 },
            more: { type: "object", additionalProperties: true },
            price: { anyOf: [{ $ref: "#/components/schemas/Money" }, { type: "null" }] },
            text: { type: "string" },
          },
        },
        Money: { type: "object", required: ["amount"], properties: { amount: { type: "integer" } } },
        Thing: {
          type: "object",
          required: ["id", "state"],
          properties: {
            id: { type: "string", format: "uuid" },
            state: { type: "string", enum: ["draft", "published"] },
            version: { type: "integer" },
            parts: { type: "array", items: { $ref: "#/components/schemas/Thing" } },
            owner: { type: ["string", "null"] },
            kind: { const: "thing" },
            shape: { oneOf: [{ type: "string" }, { $ref: "#/components/schemas/Money" }] },
            totals: { type: "object", additionalProperties: { type: "integer" } },
          },
        },
      },
    },
  };
}

const put = (next) => next.paths["/things/{id}"].put;
const asked = (next) => next.components.schemas.Asked;
const thing = (next) => next.components.schemas.Thing;
const body = (next) => put(next).requestBody;

function after(change) {
  const next = document();
  change(next);
  return breaks(canonical(document()), canonical(next));
}

const BREAKING = {
  "an operation is gone": [(next) => delete next.paths["/open"], "GET /open: is gone; deprecate it first, and take it away with a later release"],
  "a method is gone": [(next) => delete next.paths["/things/{id}"].put, "PUT /things/{id}: is gone; deprecate it first, and take it away with a later release"],
  "an operationId changes": [(next) => (put(next).operationId = "replaceThing"), "the operationId putThing is replaceThing now"],
  "a token is asked for": [(next) => (next.paths["/open"].get.security = [{ logIn: [] }]), "asks for a token now"],
  "a role loses its right": [(next) => put(next)["x-testamur-roles"].pop(), "the role registrar may not any more"],
  "a role is asked for": [(next) => (next.paths["/members"].get["x-testamur-roles"] = ["author"]), "asks for one of the roles author now"],
  "a query parameter is gone": [(next) => put(next).parameters.shift(), "the query view parameter is gone"],
  "a header parameter is gone": [(next) => put(next).parameters.pop(), "the header idempotency-key parameter is gone"],
  "a parameter becomes required": [(next) => (put(next).parameters[0].required = true), "the query view parameter is required now"],
  "a new parameter is required": [
    (next) => put(next).parameters.push({ name: "If-Match", in: "header", required: true, schema: { type: "string" } }),
    "the header if-match parameter is new and required",
  ],
  "a parameter takes fewer values": [(next) => put(next).parameters[0].schema.enum.pop(), 'the query view parameter does not take the value "long" any more'],
  "a shared parameter is shorter": [(next) => (next.components.parameters.Key.schema.maxLength = 64), "the header idempotency-key parameter has the maxLength 64 now"],
  "a path's parameter has another format": [
    (next) => (next.paths["/things/{id}"].parameters[0].schema.format = "uri"),
    "the path id parameter has the format uri, not uuid",
  ],
  "a body becomes required": [(next) => (body(next).required = true), "a body is required now"],
  "a type of body is gone": [(next) => delete body(next).content["text/csv"], "a body as text/csv is not taken any more"],
  "a member becomes required": [(next) => asked(next).required.push("count"), "the request/count is required now"],
  "a new member is required": [
    (next) => {
      asked(next).properties.unit = { type: "string" };
      asked(next).required.push("unit");
    },
    "the request/unit is required now",
  ],
  "a member is not taken any more": [(next) => delete asked(next).properties.text, "the request/text is gone"],
  "a value is not taken any more": [(next) => asked(next).properties.colour.enum.pop(), 'the request/colour does not take the value "green" any more'],
  "only some values are taken": [(next) => (asked(next).properties.text.enum = ["a"]), 'the request/text takes only "a" now'],
  "a type is narrower": [(next) => (asked(next).properties.count.type = "integer"), "the request/count does not take the type number any more"],
  "a bound is lower": [(next) => (asked(next).properties.count.maximum = 5), "the request/count has the maximum 5 now"],
  "a bound is higher": [(next) => (asked(next).properties.name.minLength = 3), "the request/name has the minLength 3 now"],
  "a bound is new": [(next) => (asked(next).properties.text.maxLength = 9), "the request/text has the maxLength 9 now"],
  "a list is shorter": [(next) => (asked(next).properties.notes.maxItems = 5), "the request/notes has the maxItems 5 now"],
  "what a list holds is narrower": [(next) => (asked(next).properties.notes.items.pattern = "^a"), "the request/notes/- has the pattern ^a now"],
  "nothing may come twice": [(next) => (asked(next).properties.notes.uniqueItems = true), "the request/notes takes nothing twice now"],
  "an open object is closed": [(next) => (asked(next).properties.more.additionalProperties = false), "the request/more takes no other members any more"],
  "a form is not taken any more": [(next) => asked(next).properties.price.anyOf.pop(), 'the request/price does not take {"type":"null"} any more'],
  "a form is narrower": [
    (next) => (next.components.schemas.Money.required = ["amount", "currency"]),
    "the request/price does not take Money any more",
  ],
  "a status is gone": [
    (next) => {
      put(next).responses[202] = put(next).responses[200];
      delete put(next).responses[200];
    },
    "200 is not answered any more",
  ],
  "a type of answer is gone": [(next) => delete put(next).responses[200].content["application/yaml"], "200 is not answered as application/yaml any more"],
  "a header is gone": [(next) => delete put(next).responses[200].headers.ETag, "200 has no header ETag any more"],
  "a member of an answer is gone": [(next) => delete thing(next).properties.version, "the answer 200/version is gone"],
  "a member of an answer may be absent": [(next) => thing(next).required.pop(), "the answer 200/state may be absent now"],
  "an answer has a new value": [(next) => thing(next).properties.state.enum.push("retired"), 'the answer 200/state may have the value "retired" now'],
  "an answer may have any value": [(next) => delete thing(next).properties.state.enum, "the answer 200/state may have any value now"],
  "an answer has another type": [(next) => (thing(next).properties.version.type = "string"), "the answer 200/version may have the type string now"],
  "an answer may be null": [(next) => (thing(next).properties.id.type = ["string", "null"]), "the answer 200/id may have the type null now"],
  "an answer has another constant": [(next) => (thing(next).properties.kind.const = "part"), 'the answer 200/kind may have the value "part" now'],
  "an answer has another format": [(next) => delete thing(next).properties.id.format, "the answer 200/id has the format none, not uuid"],
  "an answer has a new form": [(next) => thing(next).properties.shape.oneOf.push({ type: "integer" }), 'the answer 200/shape has a new form: {"type":"integer"}'],
  "what an answer's map holds is wider": [
    (next) => (thing(next).properties.totals.additionalProperties.type = "number"),
    "the answer 200/totals/* may have the type number now",
  ],
  "an answer may be anything": [(next) => (put(next).responses[200].content["application/json"].schema = {}), "the answer 200 may be anything now"],
};

for (const [what, [change, expected]] of Object.entries(BREAKING)) {
  test(`it breaks clients that ${what}`, () => {
    const found = after(change);
    assert.ok(
      found.some((each) => each.endsWith(`: ${expected}`) || each === expected),
      `${expected} is not in:\n${found.join("\n")}`,
    );
  });
}

const HARMLESS = {
  "nothing changes": () => {},
  "texts and examples change": (next) => {
    put(next).summary = "Put a thing in its place";
    thing(next).properties.id.examples = ["0197b2ef-1200-7000-8000-00000000000a"];
    thing(next).description = "A thing.";
  },
  "operations and schemas are added": (next) => {
    next.paths["/new"] = { get: { operationId: "new", responses: { 204: { description: "Yes." } } } };
    next.components.schemas.New = { type: "string" };
  },
  "a deprecated operation is taken away": (next) => delete next.paths["/old"],
  "an operation is opened to all": (next) => (put(next).security = []),
  "another role may": (next) => put(next)["x-testamur-roles"].push("operator"),
  "optional parameters are added": (next) => put(next).parameters.push({ name: "sort", in: "query", schema: { type: "string" } }),
  "optional members are added to requests": (next) => (asked(next).properties.unit = { type: "string" }),
  "a request takes more": (next) => {
    asked(next).required = [];
    asked(next).properties.colour.enum.push("blue");
    asked(next).properties.name.maxLength = 400;
    asked(next).properties.count.minimum = -5;
    asked(next).properties.text.type = ["string", "null"];
    asked(next).properties.price.anyOf.push({ type: "integer" });
    body(next).content["application/cbor"] = { schema: { type: "string" } };
  },
  "an answer says more": (next) => {
    thing(next).properties.later = { type: "string" };
    thing(next).required.push("version");
    thing(next).properties.state.enum = ["published"];
    thing(next).properties.owner.type = "string";
    put(next).responses[200].headers.Link = { schema: { type: "string" } };
    put(next).responses[409] = { description: "No." };
  },
  "an error does not come any more": (next) => delete put(next).responses[404],
  "a schema has another name": (next) => {
    next.components.schemas.Item = thing(next);
    delete next.components.schemas.Thing;
    next.components.schemas.Item.properties.parts.items.$ref = "#/components/schemas/Item";
    put(next).responses[200].content["application/json"].schema.$ref = "#/components/schemas/Item";
  },
  "a schema is put together of two": (next) => {
    const { version, ...others } = thing(next).properties;
    next.components.schemas.Thing = {
      allOf: [
        { type: "object", required: ["id"], properties: { version } },
        { required: ["state"], properties: others },
      ],
    };
  },
};

for (const [what, change] of Object.entries(HARMLESS)) {
  test(`clients go on when ${what}`, () => assert.deepEqual(after(change), []));
}

test("the canonical form holds nothing that only people read, and members of those names", () => {
  const next = document();
  thing(next).properties.description = { type: "string", description: "A text." };
  const form = canonical(next);
  assert.equal(form.paths["/things/{id}"].put.summary, undefined);
  assert.deepEqual(form.components.schemas.Thing.properties.description, { type: "string" });
  assert.deepEqual(canonical({ ...form, info: { version: "1" } }), form);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { merge } from "../scripts/merge.mjs";

const INFO = { title: "Testamur part", version: "1", license: { name: "Apache-2.0" } };

function part(service, { paths = {}, schemas = {}, ...rest } = {}) {
  return { service, document: { openapi: "3.1.0", info: INFO, paths, components: { schemas }, ...rest } };
}

const operation = (operationId, more = {}) => ({ get: { operationId, responses: {}, ...more } });
const text = { type: "string" };

test("parts that fit are one document of one origin", () => {
  const merged = merge([
    part("catalog", { paths: { "/catalog/a": operation("a") }, schemas: { Fault: text, A: text }, tags: [{ name: "Operations" }] }),
    part("issuance", {
      paths: { "/issuance/b": operation("b", { security: [] }), "/issuance/c": operation("c") },
      schemas: { B: text, Fault: { ...text } },
      tags: [{ name: "Operations", description: "For operators." }],
      security: [{ logIn: [] }],
    }),
  ]);
  assert.deepEqual(Object.keys(merged.paths), ["/catalog/a", "/issuance/b", "/issuance/c"]);
  assert.deepEqual(Object.keys(merged.components.schemas), ["Fault", "A", "B"]);
  assert.deepEqual(merged.servers, [{ url: "/" }]);
  assert.deepEqual(merged.tags, [{ name: "Operations", description: "For operators." }]);
  assert.deepEqual(merged.paths["/issuance/b"].get.security, []);
  assert.deepEqual(merged.paths["/issuance/c"].get.security, [{ logIn: [] }]);
  assert.equal(merged.paths["/catalog/a"].get.security, undefined);
});

test("the order of a schema's members is no difference", () => {
  merge([
    part("catalog", { schemas: { A: { type: "string", maxLength: 3 } } }),
    part("issuance", { schemas: { A: { maxLength: 3, type: "string" } } }),
  ]);
});

test("every clash is named", () => {
  const clash = () =>
    merge([
      part("catalog", {
        paths: { "/a": operation("list"), "/b": operation("same") },
        components: { responses: { Refused: { description: "One." } } },
        tags: [{ name: "T", description: "One thing." }],
      }),
      part("issuance", {
        paths: { "/a": operation("other"), "/c": operation("same") },
        components: { responses: { Refused: { description: "Another." } }, schemas: { Lost: { $ref: "#/components/schemas/Nowhere" } } },
        tags: [{ name: "T", description: "Another." }],
        info: { ...INFO, version: "2" },
      }),
    ]);
  assert.throws(clash, (error) => {
    for (const name of ["path /a", "operationId same", "responses/Refused", "tag T", "info.version", "schemas/Nowhere"]) {
      assert.ok(error.message.includes(name), `${name} is not in: ${error.message}`);
    }
    return true;
  });
});

test("an example may hold what looks like a reference", () => {
  merge([part("catalog", { schemas: { A: { type: "object", examples: [{ $ref: "#/x" }] } } })]);
});

test("schemas of one name and two meanings are told apart, with what refers to them", () => {
  const answers = (name) => ({ 200: { content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } } } });
  const list = { type: "array", items: { $ref: "#/components/schemas/Outcome" } };
  const merged = merge([
    part("catalog", { paths: { "/a": operation("a", { responses: answers("List") }) }, schemas: { Outcome: text, List: list, Same: text } }),
    part("issuance", {
      paths: { "/b": operation("b", { responses: answers("List") }) },
      schemas: { Outcome: { type: "integer" }, List: list, Same: text, IssuanceOutcome: text },
    }),
    part("verification", { schemas: { Outcome: text, List: list } }),
  ]);
  const { schemas } = merged.components;
  assert.deepEqual(Object.keys(schemas), ["Outcome", "List", "Same", "IssuanceOutcome2", "IssuanceList", "IssuanceOutcome"]);
  assert.deepEqual(schemas.IssuanceOutcome2, { type: "integer" });
  assert.deepEqual(schemas.IssuanceList.items, { $ref: "#/components/schemas/IssuanceOutcome2" });
  assert.deepEqual(schemas.List, list);
  assert.deepEqual(merged.paths["/a"].get.responses, answers("List"));
  assert.deepEqual(merged.paths["/b"].get.responses, answers("IssuanceList"));
});

test("log-in at the origin itself is named without a host", () => {
  const at = (url, openIdConnectUrl) => ({
    servers: [{ url }],
    components: { securitySchemes: { logIn: { type: "openIdConnect", openIdConnectUrl } } },
  });
  const logIn = (...parts) => merge(parts).components.securitySchemes.logIn.openIdConnectUrl;
  assert.equal(
    logIn(
      part("catalog", at("https://a.example", "https://a.example/auth/x")),
      part("issuance", at("https://b.example:8443/", "https://b.example:8443/auth/x")),
    ),
    "/auth/x",
  );
  assert.equal(logIn(part("catalog", at("https://a.example", "https://a.example.net/x"))), "https://a.example.net/x");
  assert.equal(logIn(part("catalog", at("/", "/auth/x"))), "/auth/x");
});

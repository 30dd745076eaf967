import assert from "node:assert/strict";
import { test } from "node:test";
import { merge } from "./merge.mjs";

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
        schemas: { Outcome: text },
        tags: [{ name: "T", description: "One thing." }],
      }),
      part("issuance", {
        paths: { "/a": operation("other"), "/c": operation("same") },
        schemas: { Outcome: { type: "object" }, Lost: { $ref: "#/components/schemas/Nowhere" } },
        tags: [{ name: "T", description: "Another." }],
        info: { ...INFO, version: "2" },
      }),
    ]);
  assert.throws(clash, (error) => {
    for (const name of ["path /a", "operationId same", "schemas/Outcome", "tag T", "info.version", "schemas/Nowhere"]) {
      assert.ok(error.message.includes(name), `${name} is not in: ${error.message}`);
    }
    return true;
  });
});

test("an example may hold what looks like a reference", () => {
  merge([part("catalog", { schemas: { A: { type: "object", examples: [{ $ref: "#/x" }] } } })]);
});

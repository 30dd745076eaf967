// Generates the client's types from the documents that the services' build leaves in their folders.
import { mkdir, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { merged } from "../../api/scripts/documents.mjs";
import { at } from "../../api/scripts/merge.mjs";

const client = new URL("../", import.meta.url);

const document = await merged();
await write("target/openapi.json", `${JSON.stringify(document, null, 2)}\n`);
await write("src/generated/api.ts", await types(document));
await write("src/generated/operations.ts", operations(document));
console.log(`${Object.keys(document.paths).length} paths`);

async function types(whole) {
  const binary = ts.factory.createTypeReferenceNode("Blob");
  const nodes = await openapiTS(whole, {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    transform: (schema) => (schema.format === "binary" ? binary : undefined),
  });
  return `${astToString(nodes)}`;
}

/** What types cannot say and the client must know when it runs. */
function operations(whole) {
  const once = Object.entries(whole.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) =>
        operation.parameters
          ?.map((parameter) => resolve(whole, parameter))
          .some((parameter) => parameter.in === "header" && parameter.name === "Idempotency-Key"),
      )
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  return [
    "/** Operations that carry out a request once, however often it is sent with one Idempotency-Key. */",
    "export const takesIdempotencyKey: ReadonlySet<string> = new Set([",
    ...once.sort().map((operation) => `  ${JSON.stringify(operation)},`),
    "]);",
    "",
  ].join("\n");
}

function resolve(whole, value) {
  return value.$ref === undefined ? value : at(whole, value.$ref);
}

async function write(name, text) {
  const file = new URL(name, client);
  await mkdir(new URL("./", file), { recursive: true });
  await writeFile(file, text);
}

// Generates the client's types from the documents that the services' build leaves in their folders.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { at, merge } from "./merge.mjs";

const SERVICES = ["catalog", "enrolment", "assessment", "issuance", "verification"];
const root = new URL("../../../", import.meta.url);
const client = new URL("../", import.meta.url);

const parts = await Promise.all(
  SERVICES.map(async (service) => ({ service, document: await documentOf(service) })),
);
const document = merge(parts);
await write("target/openapi.json", `${JSON.stringify(document, null, 2)}\n`);
await write("src/generated/api.ts", await types(document));
await write("src/generated/operations.ts", operations(document));
console.log(`${Object.keys(document.paths).length} paths of ${SERVICES.length} services`);

async function documentOf(service) {
  const file = new URL(`${service}-service/target/openapi/openapi.json`, root);
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    if (cause.code !== "ENOENT") {
      throw cause;
    }
    throw new Error(`${file.pathname} is missing: build the services first (./testamur up, or mvn package).`, { cause });
  }
}

async function types(merged) {
  const binary = ts.factory.createTypeReferenceNode("Blob");
  const nodes = await openapiTS(merged, {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    transform: (schema) => (schema.format === "binary" ? binary : undefined),
  });
  return `${astToString(nodes)}`;
}

/** What types cannot say and the client must know when it runs. */
function operations(merged) {
  const once = Object.entries(merged.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) =>
        operation.parameters
          ?.map((parameter) => resolve(merged, parameter))
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

function resolve(merged, value) {
  return value.$ref === undefined ? value : at(merged, value.$ref);
}

async function write(name, text) {
  const file = new URL(name, client);
  await mkdir(new URL("./", file), { recursive: true });
  await writeFile(file, text);
}

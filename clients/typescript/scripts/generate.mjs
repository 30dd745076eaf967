// Generates the client's types from the documents that the services' build leaves in their folders.
import { mkdir, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { documents, merged } from "../../api/scripts/documents.mjs";
import { at } from "../../api/scripts/merge.mjs";
import { webhooks } from "./webhooks.mjs";

const client = new URL("../", import.meta.url);

const document = await merged();
await write("target/openapi.json", `${JSON.stringify(document, null, 2)}\n`);
await write("src/generated/api.ts", await types(document));
await write("src/generated/operations.ts", `${operations(document)}\n${services(await documents())}`);
await write("src/generated/webhooks.ts", await webhooks());
console.log(`${Object.keys(document.paths).length} paths`);

async function types(whole) {
  const binary = ts.factory.createTypeReferenceNode("Blob");
  const nodes = await openapiTS(whole, {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    // What has a default may be left out.
    defaultNonNullable: false,
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
  const taken = Object.entries(whole.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation.requestBody !== undefined)
      .map(([method, operation]) => {
        const types = Object.keys(resolve(whole, operation.requestBody).content);
        return [`${method.toUpperCase()} ${path}`, types];
      })
      .filter(([, types]) => types.length !== 1 || types[0] !== "application/json"),
  );
  return [
    "/** Operations that carry out a request once, however often it is sent with one Idempotency-Key. */",
    "export const takesIdempotencyKey: ReadonlySet<string> = new Set([",
    ...once.sort().map((operation) => `  ${JSON.stringify(operation)},`),
    "]);",
    "",
    "/** The types of a body that operations take which take more than JSON. */",
    "export const bodies: Readonly<Record<string, readonly string[]>> = {",
    ...taken.sort().map(([operation, types]) => `  ${JSON.stringify(operation)}: ${JSON.stringify(types)},`),
    "};",
    "",
  ].join("\n");
}

/** The shortest patterns of paths that belong to one service each; one that says more comes first. */
function services(documents) {
  const owned = documents.flatMap(({ service, document }) =>
    Object.keys(document.paths).map((path) => ({ service, parts: path.split("/").slice(1).map(unnamed) })),
  );
  const patterns = owned.map(({ service, parts }) => {
    const others = owned.filter((other) => other.service !== service);
    const enough = parts.findIndex((_, at) =>
      others.every((other) => parts.slice(0, at + 1).some((part, place) => part !== other.parts[place])),
    );
    return [`/${parts.slice(0, enough < 0 ? parts.length : enough + 1).join("/")}`, service];
  });
  const entries = [...new Map(patterns)].sort(
    ([one], [other]) => Number(one.includes("{")) - Number(other.includes("{")) || (one < other ? -1 : 1),
  );
  return [
    "/** Which service answers under which paths; the first pattern that fits counts. */",
    "export const services: readonly (readonly [pattern: string, service: string])[] = [",
    ...entries.map((entry) => `  ${JSON.stringify(entry)},`),
    "];",
    "",
  ].join("\n");
}

function unnamed(part) {
  return part.startsWith("{") ? "{}" : part;
}

function resolve(whole, value) {
  return value.$ref === undefined ? value : at(whole, value.$ref);
}

async function write(name, text) {
  const file = new URL(name, client);
  await mkdir(new URL("./", file), { recursive: true });
  await writeFile(file, text);
}

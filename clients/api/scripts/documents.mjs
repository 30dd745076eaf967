// The services' OpenAPI documents, as their build leaves them.
import { readFile } from "node:fs/promises";
import { merge } from "./merge.mjs";

/** In the order of the services' ports; where two use one name for different schemas, the first keeps it. */
const SERVICES = ["catalog", "enrolment", "assessment", "issuance", "verification"];
const root = new URL("../../../", import.meta.url);

/** The one document of the whole origin. */
export async function merged() {
  return merge(await documents());
}

/** Each service's own. */
export async function documents() {
  return Promise.all(SERVICES.map(async (service) => ({ service, document: await documentOf(service) })));
}

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

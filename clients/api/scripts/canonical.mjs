// What of a document a client depends on: no texts, no examples; in one order, so that a change shows as a change.

const TEXTS = new Set(["description", "summary", "title", "example", "examples", "externalDocs", "tags", "default"]);
const LISTS = new Set(["required", "enum", "type", "x-testamur-roles"]);

/** @returns {any} the paths and the components of the document, without what is only read by people */
export function canonical({ openapi, info, paths, components }) {
  return { openapi, version: info.version, paths: plain(paths, true), components: plain(components, false) };
}

/** @param {boolean} names whether the members are names that somebody chose, so that none of them is a text */
function plain(value, names) {
  if (Array.isArray(value)) {
    return value.map((item) => plain(item, false));
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => names || !(TEXTS.has(name) || (name.startsWith("x-") && name !== "x-testamur-roles")))
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, member]) => [name, !names && LISTS.has(name) ? sorted(member) : plain(member, !names && isMap(name))]),
  );
}

function isMap(name) {
  return ["properties", "schemas", "responses", "headers", "parameters", "content", "securitySchemes", "requestBodies"].includes(name);
}

function sorted(member) {
  return Array.isArray(member) ? [...member].sort() : member;
}

// Joins the services' OpenAPI documents into one, and refuses to where two mean different things by one name.

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * @param {{service: string, document: any}[]} parts
 * @returns {any} one document; order is the parts' order, so the same parts give the same text
 * @throws {Error} that names every clash
 */
export function merge(parts) {
  const clashes = [];
  const merged = {
    openapi: one(parts, "openapi", (document) => document.openapi, clashes),
    info: {
      title: "Testamur",
      description: "Publish, take, assess, award and verify micro-credentials: all services behind one origin.",
      license: one(parts, "info.license", (document) => document.info.license, clashes),
      version: one(parts, "info.version", (document) => document.info.version, clashes),
    },
    servers: [{ url: "/" }],
    tags: [],
    paths: {},
    components: {},
  };
  const tags = new Map();
  const operationIds = new Map();
  const owners = new Map();
  for (const { service, document } of parts) {
    for (const tag of document.tags ?? []) {
      const known = tags.get(tag.name);
      if (known?.description !== undefined && ![undefined, known.description].includes(tag.description)) {
        clashes.push(`tag ${tag.name}: described as "${known.description}" and, in ${service}, as "${tag.description}"`);
      }
      tags.set(tag.name, { ...tag, ...known });
    }
    for (const [path, item] of Object.entries(document.paths ?? {})) {
      if (path in merged.paths) {
        clashes.push(`path ${path}: in ${owners.get(`path ${path}`)} and in ${service}`);
        continue;
      }
      owners.set(`path ${path}`, service);
      merged.paths[path] = withOwnSecurity(item, document.security);
      for (const method of METHODS.filter((known) => known in item)) {
        const id = item[method].operationId;
        if (id !== undefined && operationIds.has(id)) {
          clashes.push(`operationId ${id}: ${operationIds.get(id)} and ${method.toUpperCase()} ${path}`);
        }
        operationIds.set(id, `${method.toUpperCase()} ${path}`);
      }
    }
    for (const [kind, named] of Object.entries(document.components ?? {})) {
      const known = (merged.components[kind] ??= {});
      for (const [name, value] of Object.entries(named)) {
        const owner = owners.get(`${kind} ${name}`);
        if (owner === undefined) {
          owners.set(`${kind} ${name}`, service);
          known[name] = value;
        } else if (canonical(known[name]) !== canonical(value)) {
          clashes.push(`components/${kind}/${name}: ${owner} and ${service} mean different things by it`);
        }
      }
    }
  }
  merged.tags = [...tags.values()];
  clashes.push(...dangling(merged));
  if (clashes.length > 0) {
    throw new Error(`The documents do not fit together:\n  ${clashes.join("\n  ")}`);
  }
  return merged;
}

/** What holds for a whole document holds for each of its operations that says nothing else. */
function withOwnSecurity(item, security) {
  if (security === undefined) {
    return item;
  }
  const copy = { ...item };
  for (const method of METHODS.filter((known) => known in item)) {
    copy[method] = { security, ...item[method] };
  }
  return copy;
}

function one(parts, name, read, clashes) {
  const values = new Map(parts.map(({ service, document }) => [canonical(read(document)), service]));
  if (values.size > 1) {
    clashes.push(`${name}: ${[...values].map(([value, service]) => `${value} in ${service}`).join(", ")}`);
  }
  return read(parts[0].document);
}

/** References that lead nowhere; only those within the document are allowed. */
function dangling(document) {
  const wrong = new Set();
  walk(document, (reference) => {
    if (!reference.startsWith("#/") || at(document, reference) === undefined) {
      wrong.add(`$ref ${reference}: leads nowhere`);
    }
  });
  return [...wrong];
}

function walk(value, found) {
  if (Array.isArray(value)) {
    value.forEach((item) => walk(item, found));
  } else if (value !== null && typeof value === "object") {
    for (const [name, member] of Object.entries(value)) {
      if (name === "$ref" && typeof member === "string") {
        found(member);
      } else if (name !== "example" && name !== "examples") {
        walk(member, found);
      }
    }
  }
}

/** What a reference within a document leads to. */
export function at(document, reference) {
  return reference
    .slice(2)
    .split("/")
    .map((token) => decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((value, token) => value?.[token], document);
}

function canonical(value) {
  return JSON.stringify(value, (_, member) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

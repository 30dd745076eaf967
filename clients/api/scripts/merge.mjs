// Joins the services' OpenAPI documents into one. Where two use one name for different schemas, the later service's is told
// apart by the service's name; any other clash is refused.

const SCHEMAS = "#/components/schemas/";
const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * @param {{service: string, document: any}[]} given
 * @returns {any} one document; order is the parts' order, so the same parts give the same text
 * @throws {Error} that names every clash
 */
export function merge(given) {
  const clashes = [];
  const parts = distinct(given);
  const merged = {
    openapi: one(parts, "openapi", (document) => document.openapi, clashes),
    info: {
      title: "Testamur",
      description: "Publish, take, assess, award and verify micro-credentials: all services behind one origin.",
      contact: { name: "Testamur" },
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
      for (const [name, given] of Object.entries(named)) {
        const value = kind === "securitySchemes" ? withinOrigin(given, document.servers) : given;
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
  merged.tags = [...tags.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  clashes.push(...dangling(merged));
  if (clashes.length > 0) {
    throw new Error(`The documents do not fit together:\n  ${clashes.join("\n  ")}`);
  }
  return merged;
}

/**
 * The same parts, with schemas of one name and different meanings under names of their own. What refers to a renamed schema
 * means something else by that, and is renamed as well unless its name is free.
 */
function distinct(parts) {
  const known = new Map();
  return parts.map(({ service, document }) => {
    const schemas = document.components?.schemas ?? {};
    const renamed = new Map();
    for (let before = -1; before !== renamed.size; ) {
      before = renamed.size;
      for (const [name, schema] of Object.entries(schemas)) {
        if (known.has(name) && !renamed.has(name) && known.get(name) !== canonical(rewrite(schema, renamed))) {
          renamed.set(name, free(`${service.charAt(0).toUpperCase()}${service.slice(1)}${name}`, schemas, known));
        }
      }
    }
    const own = rewrite(document, renamed);
    if (renamed.size > 0) {
      own.components.schemas = Object.fromEntries(
        Object.entries(own.components.schemas).map(([name, schema]) => [renamed.get(name) ?? name, schema]),
      );
    }
    for (const [name, schema] of Object.entries(own.components?.schemas ?? {})) {
      known.set(name, canonical(schema));
    }
    return { service, document: own };
  });
}

function free(wanted, schemas, known) {
  let name = wanted;
  for (let number = 2; name in schemas || known.has(name); number += 1) {
    name = `${wanted}${number}`;
  }
  return name;
}

/** A copy whose references lead to the new names; an example may hold what looks like a reference. */
function rewrite(value, renamed) {
  if (Array.isArray(value)) {
    return value.map((item) => rewrite(item, renamed));
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key === "example" || key === "examples") {
        return [key, member];
      }
      if (key === "$ref" && typeof member === "string" && member.startsWith(SCHEMAS)) {
        const name = member.slice(SCHEMAS.length);
        return [key, SCHEMAS + (renamed.get(name) ?? name)];
      }
      return [key, rewrite(member, renamed)];
    }),
  );
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

/** A service's build names the address that it was built for; the document of the origin is for any. */
function withinOrigin(scheme, servers) {
  const address = scheme.openIdConnectUrl;
  const origin = servers?.map(({ url }) => url.replace(/\/$/, "")).find((url) => url !== "" && address?.startsWith(`${url}/`));
  return origin === undefined ? scheme : { ...scheme, openIdConnectUrl: address.slice(origin.length) };
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

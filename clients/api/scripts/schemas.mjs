// Compares schemas from a client's side: what it sends must still be taken, what it receives must still be what it knows.
import { at } from "./merge.mjs";

/** Constraints that keep values out when they grow, or when they shrink. */
const LOWER_BOUNDS = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];
const UPPER_BOUNDS = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];

export class Schemas {
  #released;
  #now;
  /** Pairs that are being compared or were, so that a schema may hold itself. */
  #seen = new Map();

  constructor(released, now) {
    this.#released = released;
    this.#now = now;
  }

  /** What a client that sends values of the first schema is refused by the second: `/pointer says what`. */
  sent(before, after) {
    return this.#compare(before, after, true);
  }

  /** What surprises a client that reads values of the second schema and knows the first. */
  received(before, after) {
    return this.#compare(before, after, false);
  }

  #compare(before, after, sent) {
    const key = `${sent} ${JSON.stringify(before)} ${JSON.stringify(after)}`;
    const known = this.#seen.get(key);
    if (known !== undefined) {
      return known;
    }
    // Within itself it is taken to hold, and what does not is found where it is.
    this.#seen.set(key, []);
    const found = this.#differences(before, after, sent);
    this.#seen.set(key, found);
    return found;
  }

  #differences(givenBefore, givenAfter, sent) {
    const before = flat(this.#released, givenBefore);
    const after = flat(this.#now, givenAfter);
    if (isAny(after)) {
      return sent || isAny(before) ? [] : [" may be anything now"];
    }
    if (isAny(before)) {
      return sent ? [" may not be anything any more"] : [];
    }
    if (alternatives(before) !== undefined || alternatives(after) !== undefined) {
      return this.#choices(before, after, sent);
    }
    return [
      ...types(before, after, sent),
      ...values(before, after, sent),
      ...(sent ? bounds(before, after) : []),
      ...this.#members(before, after, sent),
      ...this.#elements(before, after, sent),
    ];
  }

  /** Each form that may be sent is still taken; each that may be received was known. */
  #choices(before, after, sent) {
    const had = alternatives(before) ?? [before];
    const has = alternatives(after) ?? [after];
    const [all, some] = sent ? [had, has] : [has, had];
    const lost = all.filter(
      (one) => !some.some((other) => (sent ? this.#compare(one, other, sent) : this.#compare(other, one, sent)).length === 0),
    );
    return lost.map((one) => ` ${sent ? "does not take" : "has a new form:"} ${brief(one)}${sent ? " any more" : ""}`);
  }

  #members(before, after, sent) {
    const found = [];
    const had = before.properties ?? {};
    const has = after.properties ?? {};
    const was = before.required ?? [];
    const is = after.required ?? [];
    for (const [name, schema] of Object.entries(had)) {
      const pointer = `/${name}`;
      if (has[name] !== undefined) {
        found.push(...this.#compare(schema, has[name], sent).map((what) => `${pointer}${what}`));
      } else if (sent ? closed(after) : true) {
        found.push(`${pointer} is gone`);
      }
    }
    if (sent) {
      is.filter((name) => !was.includes(name)).forEach((name) => found.push(`/${name} is required now`));
      if (open(before) && closed(after)) {
        found.push(" takes no other members any more");
      }
    } else {
      was
        .filter((name) => !is.includes(name) && has[name] !== undefined)
        .forEach((name) => found.push(`/${name} may be absent now`));
    }
    if (typeof before.additionalProperties === "object" && typeof after.additionalProperties === "object") {
      found.push(
        ...this.#compare(before.additionalProperties, after.additionalProperties, sent).map((what) => `/*${what}`),
      );
    }
    return found;
  }

  #elements(before, after, sent) {
    if (before.items === undefined || after.items === undefined) {
      return sent && before.items === undefined && after.items !== undefined && types(before, after, sent).length === 0
        ? this.#compare({}, after.items, sent).map((what) => `/-${what}`)
        : [];
    }
    return this.#compare(before.items, after.items, sent).map((what) => `/-${what}`);
  }
}

function types(before, after, sent) {
  const had = list(before.type);
  const has = list(after.type);
  if (had.length === 0 && has.length === 0) {
    return [];
  }
  const [all, some] = sent ? [had, has] : [has, had];
  const beyond = some.length === 0 ? [] : all.length === 0 ? ["any"] : all.filter((type) => !includes(some, type));
  return beyond.map((type) => (sent ? ` does not take the type ${type} any more` : ` may have the type ${type} now`));
}

/** Each integer is a number. */
function includes(types, type) {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

function values(before, after, sent) {
  const had = before.enum ?? (before.const === undefined ? undefined : [before.const]);
  const has = after.enum ?? (after.const === undefined ? undefined : [after.const]);
  const found = [];
  if (sent && has !== undefined) {
    const lost = had === undefined ? [] : had.filter((value) => !has.includes(value));
    lost.forEach((value) => found.push(` does not take the value ${JSON.stringify(value)} any more`));
    if (had === undefined) {
      found.push(` takes only ${has.map((value) => JSON.stringify(value)).join(", ")} now`);
    }
  }
  if (!sent && had !== undefined) {
    const added = has === undefined ? [] : has.filter((value) => !had.includes(value));
    added.forEach((value) => found.push(` may have the value ${JSON.stringify(value)} now`));
    if (has === undefined) {
      found.push(" may have any value now");
    }
  }
  if (before.format !== after.format && (!sent || after.format !== undefined)) {
    found.push(` has the format ${after.format ?? "none"}, not ${before.format ?? "none"}`);
  }
  return found;
}

function bounds(before, after) {
  const found = [];
  for (const name of LOWER_BOUNDS) {
    if (after[name] !== undefined && after[name] > (before[name] ?? -Infinity) && !(after[name] === 0 && name.startsWith("min") && name !== "minimum")) {
      found.push(` has the ${name} ${after[name]} now`);
    }
  }
  for (const name of UPPER_BOUNDS) {
    if (after[name] !== undefined && after[name] < (before[name] ?? Infinity)) {
      found.push(` has the ${name} ${after[name]} now`);
    }
  }
  if (after.pattern !== undefined && after.pattern !== before.pattern) {
    found.push(` has the pattern ${after.pattern} now`);
  }
  if (after.uniqueItems === true && before.uniqueItems !== true) {
    found.push(" takes nothing twice now");
  }
  return found;
}

/** With what it refers to, and with all that it consists of, in one schema. */
function flat(document, schema) {
  if (schema === undefined || schema === true) {
    return {};
  }
  let { $ref, allOf, ...own } = schema;
  if ($ref !== undefined) {
    own = joined(flat(document, at(document, $ref)), own);
  }
  return (allOf ?? []).map((part) => flat(document, part)).reduce(joined, own);
}

function joined(one, other) {
  const whole = { ...one, ...other };
  if (one.properties !== undefined && other.properties !== undefined) {
    whole.properties = { ...one.properties, ...other.properties };
  }
  if (one.required !== undefined && other.required !== undefined) {
    whole.required = [...new Set([...one.required, ...other.required])];
  }
  return whole;
}

function alternatives(schema) {
  const forms = schema.oneOf ?? schema.anyOf;
  if (forms === undefined) {
    return undefined;
  }
  const { oneOf, anyOf, discriminator, ...shared } = schema;
  return forms.map((form) => (Object.keys(shared).length === 0 ? form : { allOf: [shared, form] }));
}

function isAny(schema) {
  return Object.keys(schema).length === 0;
}

/** An unknown member is refused in a request unless the schema lets it in. */
function closed(schema) {
  return schema.additionalProperties === undefined || schema.additionalProperties === false;
}

function open(schema) {
  return schema.additionalProperties === true || typeof schema.additionalProperties === "object";
}

function list(type) {
  return type === undefined ? [] : Array.isArray(type) ? type : [type];
}

function brief(schema) {
  const text = schema.$ref?.split("/").at(-1) ?? JSON.stringify(schema);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

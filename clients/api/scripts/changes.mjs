// Finds the changes of an OpenAPI document that break a client which was written for the released one.
import { at } from "./merge.mjs";
import { Schemas } from "./schemas.mjs";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * @param {any} released what clients were written for
 * @param {any} now what they meet
 * @returns {string[]} each breaking change, named by its operation; none where every client of before goes on
 */
export function breaks(released, now) {
  return new Comparison(released, now).breaks();
}

class Comparison {
  #released;
  #now;
  #schemas;
  #found = [];

  constructor(released, now) {
    this.#released = released;
    this.#now = now;
    this.#schemas = new Schemas(released, now);
  }

  breaks() {
    for (const [path, item] of Object.entries(this.#released.paths)) {
      for (const method of METHODS.filter((known) => known in item)) {
        const operation = this.#now.paths[path]?.[method];
        const name = `${method.toUpperCase()} ${path}`;
        if (operation !== undefined) {
          this.#operation(name, withShared(item, method), withShared(this.#now.paths[path], method));
        } else if (item[method].deprecated !== true) {
          this.#found.push(`${name}: is gone; deprecate it first, and take it away with a later release`);
        }
      }
    }
    return this.#found;
  }

  #operation(name, before, after) {
    const say = (what) => this.#found.push(`${name}: ${what}`);
    if (before.operationId !== after.operationId) {
      say(`the operationId ${before.operationId} is ${after.operationId} now`);
    }
    this.#callers(say, before, after);
    this.#parameters(say, before.parameters ?? [], after.parameters ?? []);
    this.#request(say, this.#old(before.requestBody), this.#new(after.requestBody));
    this.#answers(say, before.responses ?? {}, after.responses ?? {});
  }

  #callers(say, before, after) {
    if (isOpen(before) && !isOpen(after)) {
      say("asks for a token now");
    }
    const had = before["x-testamur-roles"] ?? [];
    const has = after["x-testamur-roles"] ?? [];
    if (had.length === 0 && has.length > 0 && !isOpen(before)) {
      say(`asks for one of the roles ${has.join(", ")} now`);
    }
    if (has.length > 0) {
      had.filter((role) => !has.includes(role)).forEach((role) => say(`the role ${role} may not any more`));
    }
  }

  #parameters(say, before, after) {
    const key = (parameter) => `${parameter.in} ${parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name}`;
    const had = new Map(before.map((each) => this.#old(each)).map((each) => [key(each), each]));
    const has = new Map(after.map((each) => this.#new(each)).map((each) => [key(each), each]));
    for (const [name, parameter] of had) {
      const other = has.get(name);
      if (other === undefined) {
        say(`the ${name} parameter is gone`);
        continue;
      }
      if (other.required === true && parameter.required !== true) {
        say(`the ${name} parameter is required now`);
      }
      this.#schemas.sent(parameter.schema, other.schema).forEach((what) => say(`the ${name} parameter${what}`));
    }
    for (const [name, parameter] of has) {
      if (!had.has(name) && parameter.required === true) {
        say(`the ${name} parameter is new and required`);
      }
    }
  }

  #request(say, before, after) {
    if (after?.required === true && before?.required !== true) {
      say("a body is required now");
    }
    for (const [type, media] of Object.entries(before?.content ?? {})) {
      const other = after?.content?.[type];
      if (other === undefined) {
        say(`a body as ${type} is not taken any more`);
      } else {
        this.#schemas.sent(media.schema, other.schema).forEach((what) => say(`the request${what}`));
      }
    }
  }

  #answers(say, before, after) {
    for (const [status, given] of Object.entries(before)) {
      const response = this.#old(given);
      const other = this.#new(after[status]);
      if (other === undefined) {
        // An error that no longer comes breaks nobody.
        if (!/^[45]/.test(status)) {
          say(`${status} is not answered any more`);
        }
        continue;
      }
      for (const [type, media] of Object.entries(response.content ?? {})) {
        if (other.content?.[type] === undefined) {
          say(`${status} is not answered as ${type} any more`);
        } else {
          this.#schemas.received(media.schema, other.content[type].schema).forEach((what) => say(`the answer ${status}${what}`));
        }
      }
      const headers = Object.keys(other.headers ?? {}).map((name) => name.toLowerCase());
      for (const name of Object.keys(response.headers ?? {})) {
        if (!headers.includes(name.toLowerCase())) {
          say(`${status} has no header ${name} any more`);
        }
      }
    }
  }

  #old(value) {
    return value?.$ref === undefined ? value : at(this.#released, value.$ref);
  }

  #new(value) {
    return value?.$ref === undefined ? value : at(this.#now, value.$ref);
  }
}

/** An operation has its path's parameters as well. */
function withShared(item, method) {
  return { ...item[method], parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])] };
}

function isOpen(operation) {
  return (operation.security ?? []).every((requirement) => Object.keys(requirement).length === 0);
}

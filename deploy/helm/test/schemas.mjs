// Holds objects against the schemas of Kubernetes 1.30 and 1.36 and of the operators' custom resources. Unknown fields are
// refused, which an API server does only on request.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

const read = (file) => JSON.parse(readFileSync(new URL(`./data/${file}.json`, import.meta.url), 'utf8'));
export const versions = ['1.30', '1.36'];

const GROUPS = {
  v1: 'core.v1',
  'apps/v1': 'apps.v1',
  'batch/v1': 'batch.v1',
  'policy/v1': 'policy.v1',
  'autoscaling/v2': 'autoscaling.v2',
  'networking.k8s.io/v1': 'networking.v1',
};

/** Closes every object that names its members. */
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const { properties, items, additionalProperties, ...rest } = schema;
  const result = { ...rest };
  if (schema['x-kubernetes-int-or-string']) delete result.type;
  if (items) result.items = closed(items);
  if (properties) result.properties = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, closed(value)]));
  if (additionalProperties !== undefined) result.additionalProperties = closed(additionalProperties);
  else if (properties && !schema['x-kubernetes-preserve-unknown-fields']) result.additionalProperties = false;
  return result;
}

const options = { strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false };

const core = versions.map((version) => {
  const ajv = new Ajv(options);
  const definitions = Object.fromEntries(Object.entries(read(`kubernetes-${version}`)).map(([name, schema]) => [name, closed(schema)]));
  ajv.addSchema({ $id: 'kubernetes', definitions });
  return (object) => {
    const name = `io.k8s.api.${GROUPS[object.apiVersion]}.${object.kind}`;
    const validate = definitions[name] && ajv.getSchema(`kubernetes#/definitions/${name}`);
    return validate && { validate, version };
  };
});

const custom = (() => {
  const ajv = new Ajv(options);
  const schemas = read('custom-resources');
  const compiled = new Map();
  const metadata = { $ref: 'meta#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };
  ajv.addSchema({
    $id: 'meta',
    definitions: Object.fromEntries(Object.entries(read('kubernetes-1.36')).map(([name, schema]) => [name, closed(schema)])),
  });
  return (object) => {
    const name = `${object.apiVersion}/${object.kind}`;
    if (!schemas[name]) return undefined;
    if (!compiled.has(name)) {
      const schema = closed(schemas[name]);
      compiled.set(name, ajv.compile({ ...schema, properties: { apiVersion: {}, kind: {}, ...schema.properties, metadata } }));
    }
    return { validate: compiled.get(name), version: 'custom' };
  };
})();

/** Everything that is wrong with an object by any schema for it; an object without a schema is wrong as well. */
export function faults(object) {
  const title = `${object.kind} ${object.metadata?.name}`;
  const found = [...core.map((of) => of(object)), custom(object)].filter(Boolean);
  if (!found.length) return [`${title}: no schema of ${object.apiVersion}`];
  return found.flatMap(({ validate, version }) =>
    validate(object)
      ? []
      : validate.errors.map((error) => `${title} (${version}) ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`),
  );
}

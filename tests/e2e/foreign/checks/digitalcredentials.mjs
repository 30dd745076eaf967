// @digitalcredentials/verifier-core: what the Digital Credentials Consortium's own verifier shows a reader.
import {readFileSync} from 'node:fs';

// The verifier fetches 1EdTech's JSON Schema by its address; the same file lies here, so that no check needs the internet.
const published = new Map([
  'ob_v3p0_achievementcredential_schema.json', 'ob_v3p0_endorsementcredential_schema.json'
].map(name => [
  `https://purl.imsglobal.org/spec/ob/v3p0/schema/json/${name}`,
  readFileSync(new URL(`../schemas/${name}`, import.meta.url), 'utf8')
]));
const fetched = globalThis.fetch;
globalThis.fetch = (resource, options) => {
  const schema = published.get(typeof resource === 'string' ? resource : resource.url);
  return schema === undefined
    ? fetched(resource, options)
    : Promise.resolve(new Response(schema, {headers: {'content-type': 'application/json'}}));
};

const {verifyCredential} = await import('@digitalcredentials/verifier-core');

export async function verify(credential) {
  const answer = await verifyCredential({credential: structuredClone(credential), knownDIDRegistries: []});
  const step = id => answer.log?.find(entry => entry.id === id)?.valid;
  const schemas = answer.additionalInformation?.find(entry => entry.id === 'schema_check')?.results;
  return {
    verified: step('valid_signature') === true && step('expiration') === true,
    status: step('revocation_status'),
    schema: Array.isArray(schemas) ? schemas.every(({result}) => result.valid) : schemas,
    reason: (answer.errors ?? []).map(({name, message}) => `${name}: ${message}`).join('; ')
  };
}

// Lets @digitalbazaar/vc verify every credential in a folder: node sample.mjs ../../../target/e2e/templates
// Issuers are resolved over TLS, or from the folder's dids.json where there is one (a DID document for each DID).
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';

const folder = resolve(process.argv[2]);
const read = name => JSON.parse(readFileSync(join(folder, name), 'utf8'));

if (existsSync(join(folder, 'summary.json'))) {
  const {caCertificate} = read('summary.json');
  // Node reads the certificates it trusts once, when it starts.
  if (caCertificate && process.env.NODE_EXTRA_CA_CERTS !== caCertificate) {
    const again = spawnSync(process.execPath, process.argv.slice(1), {
      stdio: 'inherit', env: {...process.env, NODE_EXTRA_CA_CERTS: caCertificate}
    });
    process.exit(again.status ?? 100);
  }
}

await import('./localhost.mjs');
const vc = await import('@digitalbazaar/vc');
const {DataIntegrityProof} = await import('@digitalbazaar/data-integrity');
const {cryptosuite} = await import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
const {checkStatus} = await import('@digitalbazaar/vc-bitstring-status-list');
const {documentLoader} = await import('./checks/loader.mjs');

const dids = existsSync(join(folder, 'dids.json')) ? read('dids.json') : {};
const resolving = documentLoader();
const known = async url => {
  const [did, fragment] = url.split('#');
  if (!(did in dids)) {
    return resolving(url);
  }
  const method = dids[did].verificationMethod?.find(({id}) => id === url);
  const document = fragment === undefined
    ? dids[did] : {'@context': 'https://w3id.org/security/multikey/v1', ...method};
  return {contextUrl: null, documentUrl: url, document};
};

const verified = async credential => {
  // Where issuers come from a file, their status lists are not served either.
  const asked = Object.keys(dids).length === 0 ? checkStatus : async () => ({verified: true});
  const result = await vc.verifyCredential({
    credential,
    suite: new DataIntegrityProof({cryptosuite}),
    documentLoader: known,
    ...(credential.credentialStatus ? {checkStatus: asked} : {})
  });
  return result.verified ? '' : JSON.stringify(result.error, Object.getOwnPropertyNames(result.error ?? {})) ?? 'no';
};

let surprises = 0;
let count = 0;
for (const name of readdirSync(folder).filter(file => file.startsWith('credential-'))) {
  const credential = read(name);
  const reason = await verified(credential);
  // A changed copy must not verify, or the check would prove nothing.
  const changed = structuredClone(credential);
  changed.credentialSubject.achievement.name += ' ';
  count++;
  if (reason || !await verified(changed)) {
    surprises++;
    console.log(`SURPRISE  ${name}: ${reason || 'a changed copy verifies'}`);
  }
}
console.log(`${count} credentials, ${surprises} surprises`);
process.exit(count === 0 ? 100 : Math.min(surprises, 100));

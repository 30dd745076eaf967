// Checks what a demo left behind with other people's software: node check.mjs ../../../target/demo
// One line per check; the exit code is the number of surprises, 100 at most.
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../../../target/demo', import.meta.url)));
const read = name => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const summary = read('summary.json');

// Node reads the certificates it trusts once, when it starts.
if (summary.caCertificate && process.env.NODE_EXTRA_CA_CERTS !== summary.caCertificate) {
  const again = spawnSync(process.execPath, process.argv.slice(1), {
    stdio: 'inherit', env: {...process.env, NODE_EXTRA_CA_CERTS: summary.caCertificate}
  });
  process.exit(again.status ?? 100);
}

await import('./localhost.mjs');
const digitalcredentials = await import('./checks/digitalcredentials.mjs');
const digitalbazaar = await import('./checks/digitalbazaar.mjs');
const schema = await import('./checks/schema.mjs');
const webhooks = await import('./checks/webhook.mjs');
const {credentialTamperings, schemaTamperings, webhookTamperings} = await import('./checks/tampering.mjs');

let surprises = 0;

function tell(name, asExpected, reason = '') {
  if (!asExpected) {
    surprises++;
  }
  console.log(`${asExpected ? 'ok      ' : 'SURPRISE'}  ${name}${asExpected || !reason ? '' : `: ${reason}`}`);
}

async function check(name, body) {
  try {
    await body(name);
  } catch (e) {
    tell(name, false, e.stack);
  }
}

async function accepts(label, credential, {revoked}) {
  await check(`${label}: @digitalbazaar/vc verifies proof, issuer and dates`, async name => {
    const answer = await digitalbazaar.verify(credential);
    tell(name, answer.verified && answer.statusRead, answer.reason || JSON.stringify(answer));
    tell(`${label}: @digitalbazaar/vc-bitstring-status-list reads the bit as ${revoked ? 'revoked' : 'clear'}`,
      answer.statusRead && answer.revoked === revoked, JSON.stringify(answer));
  });
  await check(`${label}: verifier-core verifies signature and dates`, async name => {
    const answer = await digitalcredentials.verify(credential);
    tell(name, answer.verified, answer.reason || JSON.stringify(answer));
    tell(`${label}: verifier-core finds it ${revoked ? 'revoked' : 'not revoked'}`,
      answer.status === !revoked, JSON.stringify(answer));
    tell(`${label}: verifier-core finds it true to 1EdTech's schema`, answer.schema === true, JSON.stringify(answer));
  });
  await check(`${label}: Ajv finds it true to 1EdTech's schema`, name => {
    const answer = schema.verify(credential);
    tell(name, answer.verified, answer.reason);
  });
}

const credential = read('credential.json');
const revoked = read('revoked.json');
const statusList = read('statuslist.json');

await accepts('credential', credential, {revoked: false});
await accepts('revoked', revoked, {revoked: true});
for (const name of ['harbour.json']) {
  if (existsSync(join(folder, name))) {
    await accepts('on a host of its own', read(name), {revoked: false});
  }
}

await check('status list: @digitalbazaar/vc verifies it', async name => {
  const answer = await digitalbazaar.verify(statusList);
  tell(name, answer.verified, answer.reason);
});
await check('status list: it holds 131072 entries or more', async name => {
  const bits = await digitalbazaar.bits(statusList);
  tell(name, bits.length >= 131072, `${bits.length}`);
  const entry = c => [].concat(c.credentialStatus)[0];
  if (entry(credential).statusListCredential === statusList.id) {
    tell('status list: the bit of the credential is clear', bits.get(entry(credential).statusListIndex) === false);
  }
  tell('status list: it is the list of the revoked credential', entry(revoked).statusListCredential === statusList.id);
  tell('status list: the bit of the revoked credential is set', bits.get(entry(revoked).statusListIndex) === true);
});

for (const [what, tamper] of Object.entries(credentialTamperings)) {
  const copy = tamper(credential);
  await check(`tampered, ${what}: @digitalbazaar/vc refuses`, async name => {
    const answer = await digitalbazaar.verify(copy).catch(e => ({verified: false, reason: e.message}));
    tell(name, !answer.verified);
  });
  await check(`tampered, ${what}: verifier-core refuses`, async name => {
    const answer = await digitalcredentials.verify(copy).catch(e => ({verified: false, reason: e.message}));
    tell(name, !answer.verified);
  });
}
await check('tampered, the revoked bit cleared in the status list: @digitalbazaar/vc refuses', async name => {
  const copy = await digitalbazaar.cleared(statusList, [].concat(revoked.credentialStatus)[0].statusListIndex);
  tell(name, !(await digitalbazaar.verify(copy)).verified);
});
for (const [what, tamper] of Object.entries(schemaTamperings)) {
  await check(`tampered, ${what}: Ajv refuses`, name => tell(name, !schema.verify(tamper(credential)).verified));
}

const webhook = read('webhook.json');
await check('webhook: standardwebhooks verifies it', name => {
  const answer = webhooks.verify(webhook);
  tell(name, answer.verified, answer.reason);
  tell('webhook: it tells of a credential and of no person',
    answer.message?.type === 'credential.issued' && answer.message?.data?.credentialId !== undefined
      && !/learner|recipient|email|"name":"(?:Lena|Lukas)/i.test(webhook.body), webhook.body);
});
for (const [what, tamper] of Object.entries(webhookTamperings)) {
  await check(`tampered, ${what}: standardwebhooks refuses`,
    name => tell(name, !webhooks.verify(tamper(webhook)).verified));
}
await check('webhook: standardwebhooks refuses it ten minutes later',
  name => tell(name, !webhooks.verify(webhook, 600).verified));

console.log(surprises === 0 ? 'No surprises.' : `${surprises} surprises.`);
process.exit(Math.min(surprises, 100));

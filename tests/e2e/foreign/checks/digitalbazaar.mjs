// @digitalbazaar/vc with @digitalbazaar/vc-bitstring-status-list.
import * as vc from '@digitalbazaar/vc';
import {checkStatus, decodeList} from '@digitalbazaar/vc-bitstring-status-list';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {documentLoader} from './loader.mjs';

// Whether the proof holds, and the status bit. The library's own `verified` stays true for a revoked credential.
export async function verify(credential) {
  const result = await vc.verifyCredential({
    credential,
    suite: new DataIntegrityProof({cryptosuite}),
    documentLoader: documentLoader(),
    checkStatus
  });
  return {
    verified: result.verified,
    revoked: result.statusResult?.results?.some(({status}) => status === true) ?? false,
    statusRead: result.statusResult?.results?.length > 0,
    reason: reasons(result.error ?? result.statusResult?.error)
  };
}

// The bits of a status list credential, by index, from the file itself.
export async function bits(statusListCredential) {
  const list = await decodeList({encodedList: statusListCredential.credentialSubject.encodedList});
  return {length: list.length, get: index => list.getStatus(Number(index))};
}

// The list as a forger would have it: one bit cleared, the proof as it was.
export async function cleared(statusListCredential, index) {
  const list = await decodeList({encodedList: statusListCredential.credentialSubject.encodedList});
  list.setStatus(Number(index), false);
  const copy = structuredClone(statusListCredential);
  copy.credentialSubject.encodedList = await list.encode();
  return copy;
}

function reasons(error) {
  return error === undefined ? '' : [error.message, ...(error.errors ?? []).map(e => e.message)].join('; ');
}

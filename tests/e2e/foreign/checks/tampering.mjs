// Copies of a document with one thing changed, each of which no verifier may accept.

const change = edit => original => {
  const copy = structuredClone(original);
  edit(copy);
  return copy;
};

export const credentialTamperings = {
  'another achievement name': change(c => {
    c.credentialSubject.achievement.name += ' (with distinction)';
  }),
  'another criterion': change(c => {
    c.credentialSubject.achievement.criteria.narrative = 'Turned up.';
  }),
  'another subject': change(c => {
    c.credentialSubject.id = 'urn:uuid:00000000-0000-4000-8000-000000000000';
  }),
  'an earlier validFrom': change(c => {
    c.validFrom = '2020-01-01T00:00:00Z';
  }),
  'a longer life': change(c => {
    c.validUntil = '2999-01-01T00:00:00Z';
  }),
  'another id': change(c => {
    c.id = c.id.replace(/[0-9a-f](?=[^0-9a-f]*$)/, x => (x === '0' ? '1' : '0'));
  }),
  'an issuer of another name': change(c => {
    c.issuer.name = 'University of Somewhere Else';
  }),
  'another status index': change(c => {
    const entry = [].concat(c.credentialStatus)[0];
    entry.statusListIndex = String(Number(entry.statusListIndex) ^ 1);
  }),
  'no status at all': change(c => {
    delete c.credentialStatus;
  }),
  'a result that was not there': change(c => {
    c.credentialSubject.result = [{type: ['Result'], value: '100'}];
  }),
  'a flipped bit in the proof': change(c => {
    const proof = [].concat(c.proof)[0];
    const at = proof.proofValue.length >> 1;
    proof.proofValue = proof.proofValue.slice(0, at)
      + (proof.proofValue[at] === '2' ? '3' : '2') + proof.proofValue.slice(at + 1);
  }),
  'a proof made later': change(c => {
    [].concat(c.proof)[0].created = '2031-01-01T00:00:00Z';
  }),
  'a proof for another purpose': change(c => {
    [].concat(c.proof)[0].proofPurpose = 'authentication';
  }),
  'no proof': change(c => {
    delete c.proof;
  }),
  'a term that no context defines': change(c => {
    c.credentialSubject.achievement.endorsedByRoyalty = true;
  })
};

// Only what a schema can see.
export const schemaTamperings = {
  'no validFrom': change(c => {
    delete c.validFrom;
  }),
  'no achievement': change(c => {
    delete c.credentialSubject.achievement;
  }),
  'no criteria': change(c => {
    delete c.credentialSubject.achievement.criteria;
  }),
  'an issuer without a type': change(c => {
    delete c.issuer.type;
  }),
  'an identity without a hash': change(c => {
    c.credentialSubject.identifier = [{type: 'IdentityObject', hashed: true, identityType: 'emailAddress'}];
  }),
  'contexts in another order': change(c => {
    c['@context'].reverse();
  })
};

export const webhookTamperings = {
  'another body': change(w => {
    w.body = w.body.replace(/"type"/, '"kind"');
  }),
  'another id': change(w => {
    setHeader(w, 'webhook-id', 'msg_forged');
  }),
  'another secret': change(w => {
    w.secret = 'whsec_' + Buffer.alloc(32, 7).toString('base64');
  }),
  'another signature': change(w => {
    setHeader(w, 'webhook-signature', 'v1,' + Buffer.alloc(32, 7).toString('base64'));
  }),
  'another time': change(w => {
    setHeader(w, 'webhook-timestamp', String(Number(header(w, 'webhook-timestamp')) + 1));
  })
};

function header(webhook, name) {
  const value = Object.entries(webhook.headers).find(([n]) => n.toLowerCase() === name)[1];
  return Array.isArray(value) ? value[0] : value;
}

function setHeader(webhook, name, value) {
  const key = Object.keys(webhook.headers).find(n => n.toLowerCase() === name);
  webhook.headers[key] = value;
}

// @digitalbazaar/vc in process, warm: reads commands as lines of JSON and answers each with what it took.
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {documentLoader, keyOf} from './documents.mjs';

const key = await keyOf(process.argv[2]);
const loader = await documentLoader(key);
const signing = new DataIntegrityProof({signer: key.signer(), cryptosuite});
const verifying = new DataIntegrityProof({cryptosuite});
let unsigned = [];
let signed = [];
let next = 0;

// vc.issue adds the proof to what it is given, so each time it gets a shallow copy.
const issue = () => vc.issue({credential: {...unsigned[next++ % unsigned.length]}, suite: signing, documentLoader: loader});
const verify = async () => {
  const result = await vc.verifyCredential({
    credential: signed[next++ % signed.length], suite: verifying, documentLoader: loader,
    // Neither side looks at the status here: that is a list to be read, no work on the document.
    checkStatus: async () => ({verified: true})
  });
  if (!result.verified) {
    throw new Error([result.error?.message, ...(result.error?.errors ?? []).map(e => e.message)].join('; '));
  }
};

const commands = {
  load: async command => {
    if (command.unsigned) {
      unsigned = JSON.parse(readFileSync(command.unsigned, 'utf8'));
      await issue();
    }
    if (command.signed) {
      signed = JSON.parse(readFileSync(command.signed, 'utf8'));
      await verify();
    }
    return {};
  },
  issue: command => repeat(issue, command.seconds),
  verify: command => repeat(verify, command.seconds)
};

async function repeat(operation, seconds) {
  const cpu = process.cpuUsage();
  const began = process.hrtime.bigint();
  const until = began + BigInt(Math.round(seconds * 1e9));
  let operations = 0;
  do {
    await operation();
    operations++;
  } while (process.hrtime.bigint() < until);
  const wallSeconds = Number(process.hrtime.bigint() - began) / 1e9;
  const spent = process.cpuUsage(cpu);
  return {operations, wallSeconds, cpuSeconds: (spent.user + spent.system) / 1e6};
}

console.log(JSON.stringify({issuer: key.controller}));
for await (const line of createInterface({input: process.stdin})) {
  const command = JSON.parse(line);
  try {
    console.log(JSON.stringify(await commands[command.do](command)));
  } catch (error) {
    console.log(JSON.stringify({error: `${command.do}: ${error.message}`}));
  }
}

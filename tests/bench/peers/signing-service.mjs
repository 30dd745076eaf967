// Stands for the Digital Credentials Consortium's signing service: its route, its steps and its libraries (Express, cors,
// @digitalbazaar/vc, @digitalcredentials/security-document-loader), with the cryptosuite that we use.
import cors from 'cors';
import express from 'express';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {securityLoader} from '@digitalcredentials/security-document-loader';
import {keyOf} from './documents.mjs';

const key = await keyOf(process.argv[2]);
const documentLoader = securityLoader().build();
const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite});

const app = express();
app.use(express.json());
app.use(express.urlencoded({extended: false}));
app.use(cors());
app.post('/instance/:instanceId/credentials/sign', async (request, response) => {
  try {
    const credential = structuredCopy(request.body);
    credential.issuer.id = key.controller;
    response.json(await vc.issue({credential, suite, documentLoader}));
  } catch (error) {
    response.status(500).json({message: error.message});
  }
});

function structuredCopy(tree) {
  return JSON.parse(JSON.stringify(tree));
}

const server = app.listen(0, '127.0.0.1', () => console.log(JSON.stringify({port: server.address().port})));
process.stdin.on('end', () => process.exit()).resume();

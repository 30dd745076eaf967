// Receives Testamur's webhooks: TESTAMUR_WEBHOOK_SECRET=whsec_... PORT=9000 node receiver.mjs
import {createServer} from 'node:http';
import {Webhook, WebhookVerificationError} from 'standardwebhooks';

const webhook = new Webhook(process.env.TESTAMUR_WEBHOOK_SECRET);
const LONGEST = 64 * 1024;

// In a real receiver: a table with a unique key, written in the transaction that does the work.
const handled = new Set();

function handle({type, data}) {
  console.log(`${type} ${data.credentialId} ${data.status}`);
}

async function body(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    // What is too long is read to its end and not kept: a sender that is cut off never sees the answer.
    if (length <= LONGEST) {
      chunks.push(chunk);
    }
  }
  if (length > LONGEST) {
    throw new RangeError('too long');
  }
  // The signature is over these very bytes: they are parsed only when it is right.
  return Buffer.concat(chunks);
}

async function answer(request) {
  if (request.method !== 'POST') {
    return {status: 405};
  }
  const message = webhook.verify(await body(request), request.headers);
  if (message.type === 'endpoint.verification') {
    return {status: 200, text: message.data.challenge};
  }
  const id = request.headers['webhook-id'];
  if (!handled.has(id)) {
    handle(message);
    handled.add(id);
  }
  return {status: 204};
}

createServer(async (request, response) => {
  let result;
  try {
    result = await answer(request);
  } catch (e) {
    // A 4xx and a 5xx are both tried again later.
    result = {status: e instanceof WebhookVerificationError ? 401 : e instanceof RangeError ? 413 : 500};
  }
  response.writeHead(result.status, {'content-type': 'text/plain'}).end(result.text);
}).listen(Number(process.env.PORT ?? 9000), '127.0.0.1', function () {
  console.log(`listening on ${this.address().port}`);
});

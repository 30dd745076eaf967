import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {specimen} from './specimen.mjs';

async function checked(options) {
  const folder = mkdtempSync(join(tmpdir(), 'testamur-specimen-'));
  const stop = await specimen(folder, options);
  try {
    return await new Promise(done => {
      const check = spawn(process.execPath, [fileURLToPath(new URL('check.mjs', import.meta.url)), folder],
        {stdio: ['ignore', 'pipe', 'inherit']});
      let output = '';
      check.stdout.on('data', data => {
        output += data;
      });
      check.on('close', code => done({code, output}));
    });
  } finally {
    await stop();
    rmSync(folder, {recursive: true});
  }
}

test('a good specimen holds no surprise', async () => {
  const {code, output} = await checked();
  assert.equal(code, 0, output);
});

test('a revocation that the list does not show is a surprise', async () => {
  const {code, output} = await checked({forget: true});
  assert.notEqual(code, 0, output);
  assert.match(output, /SURPRISE {2}revoked: @digitalbazaar\/vc-bitstring-status-list/);
});

test('several statuses verify in other software, and only 1EdTech\'s schema wants one', async () => {
  const {output} = await checked({several: true});
  for (const label of ['credential', 'revoked']) {
    assert.match(output, new RegExp(`ok {8}${label}: @digitalbazaar/vc verifies proof, issuer and dates`), output);
    assert.match(output, new RegExp(`ok {8}${label}: @digitalbazaar/vc-bitstring-status-list reads the bit`), output);
    assert.match(output, new RegExp(`ok {8}${label}: verifier-core verifies signature and dates`), output);
    assert.match(output, new RegExp(`ok {8}${label}: verifier-core finds it (not )?revoked`), output);
    assert.match(output, new RegExp(`SURPRISE {2}${label}: Ajv finds it true to 1EdTech's schema`), output);
  }
});

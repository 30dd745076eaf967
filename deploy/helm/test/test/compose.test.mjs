import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import yaml from 'js-yaml';
import { roles } from '../compose.mjs';
import { names, root, routes, services, topics } from '../contracts.mjs';

const folder = join(root, 'deploy/compose');
const text = (file) => readFileSync(join(folder, file), 'utf8');
const composed = yaml.load(text('compose.yaml'));
const once = (name) => name.endsWith('-migration') || name === 'topics';

test('docker-compose takes the file with the variables of example.env', () => {
  // Variables of the environment would count more than those of the file.
  const result = spawnSync('docker-compose', ['--env-file', 'example.env', 'config'], { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH } });
  assert.equal(result.status, 0, result.error?.message ?? result.stderr);
  const config = yaml.load(result.stdout);
  assert.deepEqual(Object.keys(config.services).sort(), Object.keys(composed.services).sort());
  assert.equal(config.services.catalog.environment.TESTAMUR_PUBLIC_URL, 'https://credentials.example.edu');
});

test('it does not start without an address and without images', () => {
  const empty = join(mkdtempSync(join(tmpdir(), 'compose-')), 'empty.env');
  writeFileSync(empty, '');
  const result = spawnSync('docker-compose', ['--env-file', empty, 'config'], { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH } });
  rmSync(dirname(empty), { recursive: true });
  assert.notEqual(result.status, 0);
  assert.match(result.stderr, /Say the (image|public address)/);
});

test('every image is a parameter or of ours, and none is the latest', () => {
  for (const [name, { image }] of Object.entries(composed.services)) {
    assert.match(image, /^\$\{\w+(:\?[^}]+|:-)\}/, name);
    assert.doesNotMatch(image, /latest/, name);
  }
  for (const [, image] of text('example.env').matchAll(/^\w+_IMAGE=(.+)$/gm)) assert.match(image, /:[\d.]+$/, image);
});

test('what runs on is checked, and what runs once is waited for', () => {
  for (const [name, service] of Object.entries(composed.services)) {
    assert.equal(Boolean(service.healthcheck), !once(name), name);
    assert.equal(service.restart, once(name) ? 'on-failure' : 'unless-stopped', name);
  }
  for (const name of names) {
    assert.equal(composed.services[name].depends_on[`${name}-migration`].condition, 'service_completed_successfully');
    assert.equal(composed.services[name].depends_on.topics.condition, 'service_completed_successfully');
  }
});

test('services run without rights, and only those that send to strangers reach the outside', () => {
  for (const { name, outbound } of services()) {
    const service = composed.services[name];
    assert.equal(service.user, '10001:10001');
    assert.equal(service.read_only, true);
    assert.deepEqual(service.cap_drop, ['ALL']);
    assert.equal(service.networks.includes('outside'), outbound, name);
    for (const port of service.ports) assert.match(port, /^127\.0\.0\.1:/, name);
  }
  assert.equal(composed.networks.inside.internal, true);
});

test('no secret stands in the environment', () => {
  for (const [name, { environment }] of Object.entries(composed.services)) {
    const secret = Object.keys(environment ?? {}).filter((key) => /PASSWORD(?!_FILE)|_KEY$|SECRET/.test(key));
    assert.deepEqual(secret, [], name);
  }
});

test('secrets.sh makes what the file reads, and nothing anew', () => {
  const trial = mkdtempSync(join(tmpdir(), 'compose-'));
  try {
    cpSync(join(folder, 'secrets.sh'), join(trial, 'secrets.sh'));
    const run = () => spawnSync('bash', ['secrets.sh', '--self-signed', 'credentials.example.edu'], { cwd: trial, encoding: 'utf8' });
    const first = run();
    assert.equal(first.status, 0, first.stderr);
    const read = () => Object.fromEntries(readdirSync(join(trial, 'secrets')).map((file) => [file, readFileSync(join(trial, 'secrets', file), 'utf8')]));
    const made = read();
    assert.deepEqual(Object.values(composed.secrets).map(({ file }) => file.replace('./secrets/', '')).sort(), Object.keys(made).sort());
    assert.deepEqual(made.databases.match(/^\w+/gm).sort(), roles(names).sort());
    for (const name of names) {
      assert.match(made[`${name}.properties`], /^quarkus\.datasource\.password=[0-9a-f]{48}$/m);
      assert.ok(made.databases.includes(`${name}_app ${/password=(\w+)/.exec(made[`${name}.properties`])[1]}\n`), name);
    }
    assert.match(made['issuance.properties'], /^testamur\.issuance\.key-encryption-key=[\w+/]{43}=$/m);
    run();
    assert.deepEqual(read(), made);
  } finally {
    rmSync(trial, { recursive: true });
  }
});

test('the front door leads each path where routes.yaml says, the longest first', () => {
  const lines = [...text('front-door.conf').matchAll(/^ {4}~\^(\/\S+?)\(\/\|\$\) (\w+):(\d+);$/gm)].map(([, path, service, port]) => ({ path: path.replaceAll('\\.', '.'), service, port: Number(port) }));
  const port = new Map(services().map(({ name, port: number }) => [name, number]));
  const led = lines.filter(({ service }) => service !== 'keycloak');
  assert.deepEqual(led.map(({ path }) => path).sort(), routes().map(({ path }) => path).sort());
  for (const { path, service } of routes()) {
    const first = led.find((line) => path === line.path || path.startsWith(`${line.path}/`));
    assert.deepEqual(first, { path, service, port: port.get(service) });
  }
});

test('every topic is made as topics.yaml has it', () => {
  const made = [...text('topics.sh').matchAll(/^create (\S+) (\d+)(.*)$/gm)].map(([, name, partitions, config]) => [name, Number(partitions), Object.fromEntries([...config.matchAll(/--config (\S+?)=(\S+)/g)].map(([, key, value]) => [key, value]))]);
  assert.deepEqual(made, topics().map(({ name, partitions, config = {} }) => [name, partitions, config]));
});

test('the realm takes its address from the environment', () => {
  assert.doesNotMatch(text('realm.json'), /@PUBLIC_URL@|"secret"|localhost/);
  assert.match(text('realm.json'), /"\$\{TESTAMUR_PUBLIC_URL\}\/campus\/"/);
});

for (const script of ['secrets.sh', 'topics.sh', 'databases.sh']) {
  test(`${script} is bash`, () => {
    const result = spawnSync('bash', ['-n', script], { cwd: folder, encoding: 'utf8' });
    assert.equal(result.status, 0, result.stderr);
  });
}

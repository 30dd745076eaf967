import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cases, values } from '../cases.mjs';
import { different, names, realm, root } from '../contracts.mjs';
import { ofKind, render } from '../helm.mjs';

const text = (file) => readFileSync(join(root, file), 'utf8');

test('what the charts hold of the contracts is what the contracts say', () => {
  assert.deepEqual(different(), [], 'run npm run contracts in deploy/helm/test');
});

test('the realm that is imported has no people, no secrets and no address of this machine', () => {
  const written = JSON.stringify(realm());
  assert.doesNotMatch(written, /"secret"|"credentials"|localhost|127\.0\.0\.1|local-only|"users"|northfield/);
  assert.match(written, /"clientId":"testamur-web"/);
  assert.match(written, /"passwordPolicy":"length\(12\) and /);
  assert.match(written, /"redirectUris":\["@PUBLIC_URL@\/campus\/","@PUBLIC_URL@\/docs\/oauth2-redirect\.html"\]/);
});

/** Environment variables of all settings that the sources map, by the rule of MicroProfile Config. */
function settings() {
  const folders = ['platform/src/main/java', ...names.map((name) => `${name}-service/src/main/java`)];
  const kebab = (method) => method.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const variable = (key) => key.replace(/[^A-Za-z0-9]/g, '_').toUpperCase();
  const found = new Set();
  for (const folder of folders) {
    for (const file of readdirSync(join(root, folder), { recursive: true }).filter((name) => name.endsWith('Config.java'))) {
      const source = text(join(folder, file));
      const prefix = /@ConfigMapping\(prefix = "([^"]+)"\)/.exec(source)?.[1];
      if (!prefix) continue;
      // Members of the mapping itself are indented once; those of nested ones more.
      for (const [, member] of source.matchAll(/^ {4}[\w<>, .?]+ (\w+)\(\);$/gm)) found.add(variable(`${prefix}.${kebab(member)}`));
    }
  }
  for (const name of names) {
    for (const [, variableName] of text(`${name}-service/src/main/resources/application.properties`).matchAll(/\$\{([A-Z][A-Z0-9_]+):/g)) found.add(variableName);
  }
  return found;
}

const environments = () =>
  Object.values(cases).flatMap((it) =>
    ofKind(render('testamur', it.values, it), 'Deployment', 'Job')
      .flatMap((object) => object.spec.template.spec.containers)
      .filter(({ name }) => name !== 'signer')
      .flatMap(({ env }) => env.map(({ name }) => name)),
  );

test('each variable of our own that the chart sets is a setting that a service reads', () => {
  const known = settings();
  const ours = new Set(environments().filter((name) => name.startsWith('TESTAMUR_')));
  // Set by the operator through env, in the case that tries it; a member of a nested mapping.
  ours.delete('TESTAMUR_ISSUANCE_STATUS_LIST_TTL');
  assert.ok(ours.size > 15);
  assert.deepEqual([...ours].filter((name) => !known.has(name)), []);
});

test('what the local stack tells a service the chart tells it as well', () => {
  const local = [...text('deploy/local/src/main/java/org/testamur/local/ServiceParts.java').matchAll(/"((?:QUARKUS|TESTAMUR|KAFKA)_[A-Z_]+)"/g)].map((match) => match[1]);
  // Only local: one machine without a gateway, whose demo and drills come from one address. The image holds the site.
  const onlyLocal = [
    'QUARKUS_MANAGEMENT_HOST',
    'TESTAMUR_RATE_LIMITS_PER_ADDRESS',
    'TESTAMUR_RATE_LIMITS_PER_CLIENT',
    'TESTAMUR_SITE_DIRECTORY',
    'TESTAMUR_VERIFICATION_ALLOW_LOOPBACK_WEBHOOKS',
  ];
  const set = new Set(environments());
  assert.ok(local.length > 15);
  assert.deepEqual([...new Set(local)].filter((name) => !set.has(name)), onlyLocal.filter((name) => local.includes(name)));
});

test('probes ask what Health says: alive of itself alone, ready to read, and never for degraded states', () => {
  for (const deployment of ofKind(render('testamur', values()), 'Deployment')) {
    const [container] = deployment.spec.template.spec.containers;
    const path = (probe) => `${container[probe].httpGet.port} ${container[probe].httpGet.path}`;
    assert.equal(path('startupProbe'), 'management /q/health/live');
    assert.equal(path('livenessProbe'), 'management /q/health/live');
    assert.equal(path('readinessProbe'), 'management /q/health/ready');
    const { periodSeconds, failureThreshold } = container.startupProbe;
    assert.ok(periodSeconds * failureThreshold >= 120, 'a slow node is no reason to begin again');
  }
});

test('an instance has time to end: out of the endpoints, then its requests, then its consumers', () => {
  for (const deployment of ofKind(render('testamur', values()), 'Deployment')) {
    const pod = deployment.spec.template.spec;
    const [{ lifecycle, env }] = pod.containers;
    const shutdown = parseInt(env.find(({ name }) => name === 'QUARKUS_SHUTDOWN_TIMEOUT').value, 10);
    assert.ok(pod.terminationGracePeriodSeconds > lifecycle.preStop.sleep.seconds + shutdown + 10);
    assert.deepEqual(deployment.spec.strategy.rollingUpdate, { maxUnavailable: 0, maxSurge: 1 });
  }
});

test('services read the keys of log-in where they are, and still check the issuer', () => {
  const keys = (login) => {
    const [deployment] = ofKind(render('testamur', values({ login })), 'Deployment');
    const value = (name) => deployment.spec.template.spec.containers[0].env.find((it) => it.name === name)?.value;
    assert.ok(value('QUARKUS_OIDC_TOKEN_ISSUER'));
    return [value('QUARKUS_OIDC_DISCOVERY_ENABLED'), value('QUARKUS_OIDC_JWKS_PATH')];
  };
  const elsewhere = { service: '', issuer: 'https://id.example.edu', internalUrl: 'https://id.example.edu', caSecret: '', peers: [{ ipBlock: { cidr: '192.0.2.30/32' } }], peerPort: 443 };
  assert.deepEqual(keys({}), ['false', '/protocol/openid-connect/certs']);
  assert.deepEqual(keys(elsewhere), [undefined, undefined]);
  assert.deepEqual(keys({ ...elsewhere, keysPath: '/oauth2/keys' }), ['false', '/oauth2/keys']);
});

test('migrations come before everything, by the owner, who is nobody else', () => {
  const objects = render('testamur', values());
  const jobs = ofKind(objects, 'Job');
  assert.deepEqual(jobs.map((job) => job.metadata.name).sort(), names.map((name) => `testamur-${name}-migration`).sort());
  const value = (object, name) => object.spec.template.spec.containers[0].env.find((it) => it.name === name);
  for (const job of jobs) {
    assert.equal(job.metadata.annotations['helm.sh/hook'], 'pre-install,pre-upgrade');
    assert.equal(value(job, 'QUARKUS_INIT_AND_EXIT').value, 'true');
    assert.equal(value(job, 'QUARKUS_FLYWAY_MIGRATE_AT_START').value, 'true');
    const name = job.metadata.name.split('-')[1];
    assert.equal(value(job, 'QUARKUS_FLYWAY_PASSWORD').valueFrom.secretKeyRef.name, `testamur-${name}-owner`);
    const deployment = objects.find((it) => it.kind === 'Deployment' && it.metadata.name === `testamur-${name}`);
    assert.equal(value(job, 'TESTAMUR_KEY_ENCRYPTION_KEY'), undefined, 'a migration needs no keys');
    assert.equal(job.spec.template.spec.containers[0].image, deployment.spec.template.spec.containers[0].image);
    assert.equal(value(deployment, 'QUARKUS_FLYWAY_MIGRATE_AT_START').value, 'false');
    assert.doesNotMatch(JSON.stringify(deployment), /-owner/);
  }
  // What a hook uses stands before the release does.
  for (const account of new Set(jobs.map((job) => job.spec.template.spec.serviceAccountName))) {
    const object = objects.find((it) => it.kind === 'ServiceAccount' && it.metadata.name === account);
    assert.ok(Number(object.metadata.annotations['helm.sh/hook-weight']) < 0);
  }
});

test('the signing process keeps its keys where its volume is, and reads what is mounted', () => {
  const it = cases['a signing process'];
  const objects = render('testamur', it.values, it);
  const settings = Object.fromEntries(
    ofKind(objects, 'ConfigMap')[0].data['signer.properties'].trim().split('\n').map((line) => line.split('=', 2)),
  );
  const pod = objects.find((object) => object.kind === 'Deployment' && object.metadata.name === 'testamur-signer').spec.template.spec;
  const [container] = pod.containers;
  // It reads the directory when it starts and makes none.
  const mounts = new Map(container.volumeMounts.map(({ name, mountPath }) => [mountPath, pod.volumes.find((volume) => volume.name === name)]));
  assert.ok(mounts.get(settings.keys).persistentVolumeClaim);
  for (const file of [settings['key-store'], settings['trust-store'], settings['key-encryption-key-file'], settings['key-store-password-file']]) {
    assert.ok(mounts.get(file.slice(0, file.lastIndexOf('/'))).secret, file);
  }
  const [file] = container.args;
  assert.ok(mounts.get(file.slice(0, file.lastIndexOf('/'))).configMap);
  assert.equal(settings.address, '0.0.0.0');
  // Other settings make another pod.
  const text = ofKind(objects, 'ConfigMap')[0].data['signer.properties'].trimEnd();
  const signer = objects.find((object) => object.kind === 'Deployment' && object.metadata.name === 'testamur-signer');
  const hashes = [text, `${text}\n`].map((it) => createHash('sha256').update(it).digest('hex'));
  assert.ok(hashes.includes(signer.spec.template.metadata.annotations['testamur.org/settings']));
  assert.equal(container.ports[0].containerPort, Number(settings.port));
});

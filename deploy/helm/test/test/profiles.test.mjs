import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import yaml from 'js-yaml';
import { backingCases, backingValues, cases, values } from '../cases.mjs';
import { names, root } from '../contracts.mjs';
import { named, ofKind, refusal, render } from '../helm.mjs';
import { row } from '../sizes.mjs';

/** Every secret that an object names, wherever it stands. */
function secrets(value, found = new Set()) {
  if (Array.isArray(value)) value.forEach((it) => secrets(it, found));
  else if (value && typeof value === 'object') {
    for (const [key, it] of Object.entries(value)) {
      if (key === 'secretKeyRef' || key === 'passwordSecret' || key === 'usernameSecret') found.add(it.name);
      else if (key === 'secretName' || key === 'tlsSecret') found.add(it);
      else secrets(it, found);
    }
  }
  return found;
}

for (const profile of [undefined, 'single-server', 'production', 'large']) {
  const profiles = profile ? [profile] : [];
  const title = profile ?? 'as it comes';
  const app = render('testamur', values({ scaling: profile ? {} : { by: 'keda' } }), { profiles });
  const backing = render('testamur-backing', backingValues(), { profiles });

  test(`${title}: what the services look for is what the operators make`, () => {
    const clusters = new Map(ofKind(backing, 'Cluster').map((cluster) => [`${cluster.metadata.name}-rw`, cluster]));
    for (const name of names) {
      const { env } = named(app, 'Deployment', `testamur-${name}`).spec.template.spec.containers[0];
      const value = (variable) => env.find((it) => it.name === variable);
      const [, host, port, database] = /^jdbc:postgresql:\/\/([^:]+):(\d+)\/(\w+)\?sslmode=verify-full/.exec(value('QUARKUS_DATASOURCE_JDBC_URL').value);
      assert.equal(port, '5432');
      const made = named(backing, 'Database', `testamur-${database}`).spec;
      assert.equal(`${made.cluster.name}-rw`, host);
      assert.ok(clusters.has(host));
      const role = named(backing, 'DatabaseRole', value('QUARKUS_DATASOURCE_USERNAME').valueFrom.secretKeyRef.name).spec;
      assert.equal(role.name, `${name}_app`);
      assert.equal(role.passwordSecret.name, value('QUARKUS_DATASOURCE_PASSWORD').valueFrom.secretKeyRef.name);
      const owner = named(app, 'Job', `testamur-${name}-migration`).spec.template.spec.containers[0].env.find((it) => it.name === 'QUARKUS_FLYWAY_USERNAME');
      assert.equal(named(backing, 'DatabaseRole', owner.valueFrom.secretKeyRef.name).spec.name, made.owner);
      assert.equal(named(backing, 'KafkaUser', value('KAFKA_SASL_JAAS_CONFIG').valueFrom.secretKeyRef.name).kind, 'KafkaUser');
      const [kafka] = ofKind(backing, 'Kafka');
      assert.equal(value('KAFKA_BOOTSTRAP_SERVERS').value, `${kafka.metadata.name}-kafka-bootstrap:${kafka.spec.kafka.listeners[0].port}`);
      const [keycloak] = ofKind(backing, 'Keycloak');
      assert.equal(value('QUARKUS_OIDC_AUTH_SERVER_URL').value, `https://${keycloak.metadata.name}-service:8443/auth/realms/testamur`);
      assert.equal(value('QUARKUS_OIDC_TOKEN_ISSUER').value, `${keycloak.spec.hostname.hostname}/realms/testamur`);
    }
  });

  test(`${title}: the databases take as many connections as the services may open`, () => {
    const most = (name) => {
      const scaled = ofKind(app, 'HorizontalPodAutoscaler', 'ScaledObject').find(({ metadata }) => metadata.name === `testamur-${name}`)?.spec;
      return scaled?.maxReplicas ?? scaled?.maxReplicaCount ?? named(app, 'Deployment', `testamur-${name}`).spec.replicas;
    };
    const [keycloak] = ofKind(backing, 'Keycloak');
    for (const cluster of ofKind(backing, 'Cluster')) {
      const databases = ofKind(backing, 'Database').filter(({ spec }) => spec.cluster.name === cluster.metadata.name);
      // 20 of the pool and one that listens for streams; one more instance while a release rolls out.
      const needed = databases.reduce(
        (sum, { spec }) => sum + (spec.name === 'keycloak' ? (keycloak.spec.instances + 1) * keycloak.spec.db.poolMaxSize : (most(spec.name) + 1) * 21),
        // PostgreSQL keeps three for itself, CloudNativePG a few.
        10,
      );
      const { max_connections: most_ } = cluster.spec.postgresql.parameters;
      assert.ok(Number(most_) >= needed, `${cluster.metadata.name} has ${most_} and may need ${needed}`);
    }
  });

  if (profile) {
    test(`${title}: docs/operations.md says what it asks for`, () => {
      const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
      assert.ok(page.includes(row(profile)), row(profile));
    });
  }
}

test('docs/operations.md names every secret that the charts do not make', () => {
  const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  const operators = /^testamur-(catalog|enrolment|assessment|issuance|verification)$|^testamur-cluster-ca-cert$|^testamur-postgres-ca$/;
  const wanted = new Set([...secrets(render('testamur', values())), ...secrets(render('testamur-backing', backingValues()))]);
  assert.ok(wanted.size > 12);
  for (const secret of wanted) {
    const general = secret.replace(/^testamur-(catalog|enrolment|assessment|issuance|verification)-(owner|app)$/, 'testamur-SERVICE-$2');
    if (!operators.test(secret)) assert.ok(page.includes(`\`${general}\``), secret);
  }
});

test('nothing secret stands in what is rendered', () => {
  const known = ['hunter', 'local-only', 'BEGIN PRIVATE', 'password='];
  for (const [name, all] of [['testamur', cases], ['testamur-backing', backingCases]]) {
    for (const it of Object.values(all)) {
      const objects = render(name, it.values, it);
      assert.equal(ofKind(objects, 'Secret').length, 0);
      const text = JSON.stringify(objects);
      for (const word of known) assert.ok(!text.includes(word), word);
    }
  }
});

test('a database admits its own two roles by TLS and nobody else, and who owns tables is not who reads them', () => {
  for (const cluster of ofKind(render('testamur-backing', backingValues()), 'Cluster')) {
    const rules = cluster.spec.postgresql.pg_hba;
    assert.equal(rules.at(-1), 'host all all all reject');
    for (const rule of rules.slice(0, -1)) {
      const [kind, database, roles, , method] = rule.split(' ');
      assert.equal(kind, 'hostssl');
      assert.equal(method, 'scram-sha-256');
      assert.deepEqual(roles.split(','), database === 'keycloak' ? ['keycloak_owner'] : [`${database}_owner`, `${database}_app`]);
    }
    assert.equal(cluster.spec.enableSuperuserAccess, false);
    const sql = cluster.spec.bootstrap.initdb.postInitTemplateSQL.join('\n');
    for (const name of names) {
      // As the local stack grants it (ServiceDatabase.java).
      for (const grant of ['select, insert, update, delete on tables', 'usage, select on sequences', 'execute on functions']) {
        assert.ok(sql.includes(`alter default privileges for role ${name}_owner in schema public grant ${grant} to ${name}_app`));
      }
      assert.ok(sql.includes(`grant usage on schema public to ${name}_app`));
    }
  }
  for (const { spec } of ofKind(render('testamur-backing', backingValues()), 'DatabaseRole')) {
    assert.deepEqual([spec.superuser, spec.createdb, spec.createrole, spec.bypassrls], [false, false, false, false]);
  }
});

test('each cluster has an archive, a daily backup and a time for which it is kept', () => {
  for (const profile of ['single-server', 'production', 'large']) {
    const objects = render('testamur-backing', backingValues(), { profiles: [profile] });
    for (const { metadata, spec } of ofKind(objects, 'Cluster')) {
      const [plugin] = spec.plugins;
      assert.equal(plugin.isWALArchiver, true);
      const store = named(objects, 'ObjectStore', plugin.parameters.barmanObjectName);
      assert.equal(store.spec.retentionPolicy, '30d');
      const backup = named(objects, 'ScheduledBackup', metadata.name).spec;
      assert.deepEqual([backup.method, backup.pluginConfiguration.name, backup.cluster.name], ['plugin', plugin.name, metadata.name]);
    }
  }
  const [recovered] = ofKind(render('testamur-backing', backingCases['recovered from an archive'].values), 'Cluster');
  assert.equal(recovered.spec.bootstrap.recovery.source, recovered.spec.externalClusters[0].name);
  assert.equal(recovered.spec.externalClusters[0].plugin.parameters.serverName, 'testamur-postgres');
  assert.equal(recovered.spec.plugins[0].parameters.serverName, 'testamur-postgres-2');
});

test('what holds data outlives its release, and whoever is not named any more reads no more', () => {
  for (const it of Object.values(backingCases)) {
    const objects = render('testamur-backing', it.values, it);
    const kept = (object) => object.metadata.annotations?.['helm.sh/resource-policy'] === 'keep';
    // CloudNativePG deletes a cluster's volumes with it, and Strimzi's operator of topics a topic's records.
    for (const object of ofKind(objects, 'Cluster', 'ObjectStore', 'ScheduledBackup', 'Database', 'DatabaseRole', 'Kafka', 'KafkaNodePool', 'KafkaTopic')) assert.ok(kept(object), `${object.kind} ${object.metadata.name}`);
    for (const user of ofKind(objects, 'KafkaUser')) assert.equal(kept(user), user.metadata.name.startsWith('testamur-'), user.metadata.name);
    for (const object of ofKind(objects, 'NetworkPolicy', 'Keycloak', 'KeycloakRealmImport')) assert.ok(!kept(object));
  }
});

test('the chart takes what ./testamur images writes, whatever tag another file names', () => {
  const written = yaml.load(readFileSync(join(root, 'deploy/images/src/test/resources/images.yaml'), 'utf8'));
  for (const more of [{}, { signer: { enabled: true }, signing: { backend: 'remote', remote: { clientSecret: 'x' } } }]) {
    const objects = render('testamur', values({ ...more, image: { registry: 'images.example.edu', tag: '1.0', ...written.image } }));
    for (const { spec } of ofKind(objects, 'Deployment', 'Job')) assert.match(spec.template.spec.containers[0].image, /^images\.example\.edu\/testamur-[a-z]+@sha256:a{64}$/);
  }
});

test('docs/operations.md shows values that the charts take', () => {
  const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  const blocks = [...page.matchAll(/^( *)```yaml\n([^]*?)^ *```$/gm)].map(([, indent, text]) => yaml.load(text.replaceAll(new RegExp(`^${indent}`, 'gm'), '')));
  const [backing, app, elsewhere] = blocks;
  assert.equal(blocks.length, 3);
  const profiles = ['production'];
  assert.equal(refusal('testamur-backing', backing, { profiles }), '');
  assert.equal(refusal('testamur', app, { profiles }), '');
  // The page shows one service's database.
  const services = Object.fromEntries(names.map((name) => [name, { database: { ...elsewhere.services.catalog.database, name } }]));
  assert.equal(refusal('testamur', { ...app, ...elsewhere, services }, { profiles }), '');
});

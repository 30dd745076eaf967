import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { backingValues, cases, values } from '../cases.mjs';
import { chart, refusal } from '../helm.mjs';

const noGateway = { gateway: { create: false, className: '' }, certificateSecret: '' };
const peer = [{ ipBlock: { cidr: '192.0.2.10/32' } }];
const elsewhere = { service: '', issuer: 'https://id.example.edu', internalUrl: 'https://id.example.edu', peers: peer, peerPort: 443 };
const digests = { catalog: `sha256:${'0'.repeat(64)}` };

/** Values that contradict each other, and how the sentence begins that says so. */
const contradictions = {
  testamur: [
    [{}, 'The release is called 2026-testamur, and its name begins the names of Services', { release: '2026-testamur' }],
    [{}, 'The release is called testamur.example, and its name begins the names of Services', { release: 'testamur.example' }],
    [{ image: { tag: 'latest' } }, 'image.tag is latest: nobody could say what runs'],
    [{ image: { tag: '1.0.0', digests } }, 'image.tag and image.digests both say what runs'],
    [{ image: { digests } }, 'image.digests lacks enrolment'],
    [{ domains: [{ host: 'credentials.example.edu', certificateSecret: 'x' }] }, 'The host credentials.example.edu stands twice'],
    [{ domains: [{ host: 'a.example.edu', certificateSecret: 'x' }, { host: 'a.example.edu', certificateSecret: 'y' }] }, 'The host a.example.edu stands twice'],
    [{ formerPublicUrls: ['https://old.example.edu'] }, 'formerPublicUrls names https://old.example.edu, but nothing leads there'],
    [{ routing: { proxies: [] } }, 'routing.proxies is empty'],
    [{ routing: { gateway: { name: 'shared' } } }, 'routing.gateway.create makes a Gateway, and name'],
    [{ routing: { gateway: { className: '' } } }, 'routing.gateway.className is empty'],
    [{ routing: noGateway }, 'routing.gateway.create is off: name the Gateway'],
    [{ routing: { ...noGateway, gateway: { ...noGateway.gateway, name: 'shared' } } }, 'routing.gateway.create is off: name the Gateway'],
    [{ routing: { ...noGateway, gateway: { ...noGateway.gateway, name: 'shared', httpsListeners: ['https'], annotations: { a: 'b' } } } }, 'routing.gateway.annotations are for a Gateway that the chart makes'],
    [{ routing: { by: 'ingress' } }, 'routing.ingress.className is empty'],
    [{ routing: { certificateSecret: '' } }, 'The host credentials.example.edu has no certificate'],
    [{ domains: [{ host: 'a.example.edu' }] }, 'The host a.example.edu has no certificate'],
    [{ routing: { ...noGateway, certificateSecret: 'public-tls', gateway: { ...noGateway.gateway, name: 'shared', httpsListeners: ['https'] } } }, 'The host credentials.example.edu names a certificate, but the Gateway is not the chart'],
    [{ login: { service: '' } }, 'login.service is empty, so log-in is elsewhere'],
    [{ login: { claims: { patterns: ['testamur-{role}'] } } }, 'login.claims.patterns has testamur-{role}, which names a role and no institution'],
    [{ login: { claims: { patterns: ['a:{institution}:{role}'], institution: 'home' } } }, 'login.claims.institution is for patterns with {role} alone'],
    [{ network: { gateway: [] } }, 'network.gateway is empty and network policies are on'],
    [{ login: { peers: [] } }, 'login.peers is empty and network policies are on'],
    [{ tracing: { collector: 'http://collector:4318' } }, 'tracing.peers is empty and network policies are on'],
    [{ tracing: { collector: 'https://traces.example.edu', peers: peer } }, 'tracing.collector leads to port 443, and policies let services speak to port 4318'],
    [{ kafka: { peers: [] } }, 'kafka.peers is empty and network policies are on'],
    [{ kafka: { caSecret: '' } }, 'kafka.protocol is SASL_SSL and kafka.caSecret is empty'],
    [{ scaling: { by: 'keda', lag: { threshold: 2500 } } }, 'scaling.lag.threshold is 2500, and an instance takes 2500 records between two commits'],
    [{ scaling: { by: 'keda', lag: { threshold: 6000, commitSeconds: 5 } } }, 'scaling.lag.threshold is 6000, and an instance takes 12500 records between two commits'],
    [{ termination: { graceSeconds: 35 } }, 'termination.graceSeconds is 35: it must be more'],
    [{ termination: { preStopSeconds: 60 } }, 'termination.graceSeconds is 60: it must be more'],
    [{ services: { issuance: { replicas: { min: 7 } } } }, 'services.issuance.replicas.min is above max'],
    [{ scaling: { by: 'none' } }, 'scaling.by is none, and services.assessment.replicas has a min and another max'],
    [{ services: { catalog: { database: { host: 'db' } } } }, 'services.catalog.database names a cluster of CloudNativePG, and a host or peers elsewhere'],
    [{ services: { catalog: { database: { peers: peer } } } }, 'services.catalog.database names a cluster of CloudNativePG, and a host or peers elsewhere'],
    [{ services: { catalog: { database: { cluster: '' } } } }, 'services.catalog.database has neither cluster nor host'],
    [{ services: { catalog: { database: { cluster: '', host: 'db' } } } }, 'services.catalog.database.peers is empty and network policies are on'],
    [{ services: { catalog: { database: { cluster: '', host: 'db', peers: peer } } } }, 'database.tls is verify-full, services.catalog.database is not CloudNativePG'],
    [{ services: { issuance: { env: { TESTAMUR_KEY_ENCRYPTION_KEY: 'AAAA' } } } }, 'services.issuance.env.TESTAMUR_KEY_ENCRYPTION_KEY looks like a secret'],
    [{ services: { catalog: { env: { QUARKUS_DATASOURCE_PASSWORD: 'x' } } } }, 'services.catalog.env.QUARKUS_DATASOURCE_PASSWORD looks like a secret'],
    [{ services: { catalog: { env: { TESTAMUR_PUBLIC_URL: 'https://x.example' } } } }, 'services.catalog.env.TESTAMUR_PUBLIC_URL is set by the chart'],
    [{ services: { catalog: { env: { QUARKUS_INIT_AND_EXIT: 'true' } } } }, 'services.catalog.env.QUARKUS_INIT_AND_EXIT is set by the chart'],
    [{ signing: { backend: 'pkcs11' } }, 'signing.backend is pkcs11, or keys of a token are still used: set signing.pkcs11.module'],
    [{ signing: { pkcs11: { module: '/usr/lib/vendor.so' } } }, 'signing.backend is pkcs11, or keys of a token are still used: set signing.pkcs11.module'],
    [{ signing: { peers: peer } }, 'signing.peers are named without signing.peerPort'],
    [{ signing: { remote: { url: 'https://s', clientSecret: 'x' }, peers: peer, peerPort: 8446 } }, 'signing.remote.url leads to port 443, and policies let services speak to port 8446: set signing.peerPort'],
    [{ labels: { 'app.kubernetes.io/name': 'mine' } }, 'labels.app.kubernetes.io/name is a label that the chart sets'],
    [{ podAnnotations: { 'testamur.org/settings': 'x' } }, 'podAnnotations.testamur.org/settings is an annotation that the chart sets'],
    [{ routing: { proxies: ['10.0.0.0/8', '0.0.0.0/0'] } }, 'routing.proxies names 0.0.0.0/0, which is everybody'],
    [{ routing: { proxies: ['::/0'] } }, 'routing.proxies names ::/0, which is everybody'],
    [{ login: { ...elsewhere, peers: undefined } }, 'login.internalUrl is https://id.example.edu, and login.peers are still the pods of testamur-backing in this namespace'],
    [{ login: { internalUrl: 'https://testamur-keycloak-service.login.svc:8443/auth/realms/testamur' } }, 'login.internalUrl is https://testamur-keycloak-service.login.svc:8443/auth/realms/testamur, and login.peers are still the pods of testamur-backing in this namespace'],
    [{ login: { ...elsewhere, peerPort: 8443 } }, 'login.internalUrl leads to port 443, and policies let services speak to port 8443: set login.peerPort'],
    [{ login: { ...elsewhere, internalUrl: 'https://[2001:db8::1]:9443/realms/a:443/' } }, 'login.internalUrl leads to port 9443, and policies let services speak to port 443: set login.peerPort'],
    [{ kafka: { bootstrapServers: 'kafka.example.edu:9093' } }, 'kafka.bootstrapServers is kafka.example.edu:9093, and kafka.peers are still the pods of testamur-backing in this namespace'],
    [{ kafka: { bootstrapServers: 'testamur-kafka-bootstrap.backing.svc:9093' } }, 'kafka.bootstrapServers is testamur-kafka-bootstrap.backing.svc:9093, and kafka.peers are still the pods of testamur-backing in this namespace'],
    [{ kafka: { bootstrapServers: 'a.example.edu:9093,b.example.edu:9096', peers: peer } }, 'kafka.bootstrapServers leads to port 9096, and policies let services speak to port 9093: set kafka.port'],
    [{ migrations: { resources: { requests: { memory: '1G' } } } }, 'migrations.resources.requests.memory is 1G, above the limit of 512Mi'],
    [{ services: { catalog: { resources: { requests: { cpu: 2 }, limits: { cpu: '1500m' } } } } }, 'services.catalog.resources.requests.cpu is 2, above the limit of 1500m'],
    [{ signer: { resources: { requests: { 'ephemeral-storage': '1Gi' }, limits: { 'ephemeral-storage': '1G' } } } }, 'signer.resources.requests.ephemeral-storage is 1Gi, above the limit of 1G'],
    [{ services: { catalog: { database: { name: 'enrolment' } } } }, 'services.catalog.database and services.enrolment.database are both testamur-postgres/enrolment'],
    [{ services: { catalog: { database: { ownerSecret: 'testamur-catalog-app' } } } }, 'services.catalog.database.ownerSecret and applicationSecret are both testamur-catalog-app'],
    [{ database: { port: 6432 } }, 'database.port is 6432, and services.assessment.database is CloudNativePG'],
    [{ secrets: { webhookKey: { key: 'key-encryption-key' } } }, 'secrets.keyEncryptionKey and secrets.webhookKey are both testamur-keys/key-encryption-key'],
    [{ kafka: { protocol: 'PLAINTEXT' }, services: { catalog: { env: { KAFKA_SASL_JAAS_CONFIG: 'x' } } } }, 'services.catalog.env.KAFKA_SASL_JAAS_CONFIG looks like a secret'],
    [{ services: { catalog: { env: { QUARKUS_OIDC_CREDENTIALS_SECRET: 'x' } } } }, 'services.catalog.env.QUARKUS_OIDC_CREDENTIALS_SECRET looks like a secret'],
    [{ services: { catalog: { env: { OTEL_EXPORTER_TOKEN: 'x' } } } }, 'services.catalog.env.OTEL_EXPORTER_TOKEN looks like a secret'],
    [{ signing: { backend: 'remote' } }, 'signing.backend is remote: set signing.remote.clientSecret'],
    [{ signing: { backend: 'remote', remote: { clientSecret: 'x' } } }, 'signing.backend is remote, but there is no signing process'],
    [{ signer: { enabled: true }, signing: { remote: { url: 'https://s', clientSecret: 'x' } } }, 'signing.remote.url leads elsewhere, and signer.enabled starts'],
    [{ signing: { remote: { url: 'https://s', clientSecret: 'x' } } }, 'signing.remote.url leads out of the chart and network policies are on'],
    [{ signer: { enabled: true } }, 'signer.enabled starts a signing process, and issuance has no certificate'],
  ],
  'testamur-backing': [
    [{ postgres: { clusters: [cluster('a', ['catalog', 'enrolment', 'assessment', 'issuance', 'verification', 'keycloak']), cluster('b', ['catalog'])] } }, 'The database catalog stands in two clusters, a and b'],
    [{ postgres: { clusters: [cluster('a', ['catalog', 'enrolment', 'assessment', 'issuance', 'keycloak'])] } }, 'No cluster of postgres.clusters has the database verification'],
    [{ postgres: { clusters: [cluster('a', ['catalog', 'enrolment', 'assessment', 'issuance', 'verification'])] } }, 'keycloak.enabled, but no cluster'],
    [{ keycloak: { enabled: false } }, 'A cluster has the database keycloak, and keycloak.enabled is off'],
    [{ postgres: { backup: { destinationPath: '' } } }, 'postgres.backup is on and has no destinationPath'],
    [{ postgres: { clusters: [all({ recoverFrom: { serverName: 'a' } })] } }, 'postgres.clusters a would be recovered from the archive that it then writes over'],
    [{ postgres: { clusters: [all({ recoverFrom: { targetTime: '2026-11-30T12:00:00Z' } })] } }, 'postgres.clusters a has recoverFrom.targetTime without a serverName'],
    [{ postgres: { backup: { enabled: false }, clusters: [all({ recoverFrom: { serverName: 'b' } })] } }, 'postgres.clusters a is to be recovered, and postgres.backup'],
    [{ kafka: { replication: 4 } }, 'kafka.replication is 4 and there are 3 brokers'],
    [{ kafka: { replication: 2, minInSync: 3 } }, 'kafka.minInSync is above kafka.replication'],
    [{ kafka: { minInSync: 3 } }, 'kafka.minInSync equals kafka.replication'],
    [{ kafka: { pools: [pool('a', ['broker', 'controller'], 4)] } }, 'kafka.pools have 4 controllers'],
    [{ kafka: { pools: [pool('a', ['broker'], 3)] } }, 'kafka.pools have 0 controllers'],
    [{ kafka: { outsiders: [{ name: 'issuance', topics: ['verification.records'] }] } }, 'kafka.outsiders names issuance, which is a service'],
    [{ kafka: { outsiders: [{ name: 'registry', topics: ['verification.record'] }] } }, 'kafka.outsiders: registry is to read verification.record'],
    [{ network: { gateway: [] } }, 'network.gateway is empty and network policies are on: nobody could log in'],
    [{ keycloak: { image: 'keycloak:latest' } }, 'keycloak.image is tagged latest'],
    [{ keycloak: { theme: true } }, 'keycloak.theme is on, and the operator'],
    [{ keycloak: { spec: { http: { httpPort: 8180 } } } }, 'keycloak.spec.http is set by the chart'],
    [{ keycloak: { spec: { imagePullSecrets: [] } }, pullSecrets: ['images'] }, 'keycloak.spec.imagePullSecrets is set by the chart'],
    [{ keycloak: { spec: { scheduling: {} } }, nodeSelector: { pool: 'data' } }, 'keycloak.spec.scheduling is set by the chart'],
    [{ keycloak: { resources: { requests: { memory: '2Gi' } } } }, 'keycloak.resources.requests.memory is 2Gi, above the limit of 1500Mi'],
    [{ labels: { 'strimzi.io/cluster': 'other' } }, 'labels.strimzi.io/cluster is a label that the chart sets'],
    [{ postgres: { clusters: [cluster('a', ['catalog', 'enrolment', 'assessment']), cluster('a', ['issuance', 'verification', 'keycloak'])] } }, 'Two clusters of postgres.clusters are called a'],
    [{ postgres: { clusters: [all({ parameters: { max_connections: '900' } })] } }, 'postgres.clusters a has parameters.max_connections'],
    [{ kafka: { pools: [pool('a', ['broker'], 3), pool('a', ['controller'], 3)] } }, 'Two pools of kafka.pools are called a'],
    [{ kafka: { outsiders: [{ name: 'testamur-issuance', topics: ['verification.records'] }] } }, 'kafka.outsiders names testamur-issuance, which is a service'],
    [{ kafka: { outsiders: [{ name: 'x', topics: ['verification.records'] }, { name: 'x', topics: ['issuance.credentials'] }] } }, 'Two of kafka.outsiders are called x'],
  ],
};

function cluster(name, databases, more = {}) {
  const resources = { requests: { cpu: 1, memory: '2Gi' }, limits: { memory: '2Gi' } };
  return { name, databases, instances: 3, storage: { size: '10Gi' }, resources, maxConnections: 300, ...more };
}
function all(more) {
  return cluster('a', ['catalog', 'enrolment', 'assessment', 'issuance', 'verification', 'keycloak'], more);
}
function pool(name, roles, replicas) {
  return { name, roles, replicas, storage: { size: '10Gi' }, resources: { requests: { cpu: 1, memory: '2Gi' }, limits: { memory: '2Gi' } } };
}

for (const [name, list] of Object.entries(contradictions)) {
  const base = name === 'testamur' ? values : backingValues;
  for (const [more, sentence, options] of list) {
    test(`${name} refuses ${JSON.stringify(options ?? more).slice(0, 120)}`, () => {
      const said = refusal(name, base(more), options);
      assert.ok(said.includes(sentence), said);
    });
  }

  test(`${name}: every sentence of its checks has a case here`, () => {
    const checks = readFileSync(join(chart(name), 'templates/_checks.tpl'), 'utf8');
    const sentences = [...checks.matchAll(/fail \(?(?:printf )?"([^"]+)"/g)].map(([, text]) => text);
    assert.ok(sentences.length > 10);
    const pattern = (text) => new RegExp(`^${text.split(/%[sd]/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+?')}`);
    // The case's words are the sentence's beginning, with its values filled in.
    const tried = (text) => list.some(([, words]) => {
      for (let end = text.length; end > 15; end--) if (pattern(text.slice(0, end)).test(words)) return true;
      return false;
    });
    assert.deepEqual(sentences.filter((text) => !tried(text)), []);
  });
}

test('the schema refuses what no sentence need explain', () => {
  for (const more of [
    { publicUrl: '' },
    { publicUrl: 'http://credentials.example.edu' },
    { publicUrl: 'https://credentials.example.edu/' },
    { publicUrl: 'https://credentials.example.edu/testamur' },
    { services: { catalog: { replicas: { min: 0 } } } },
    { scaling: { by: 'both' } },
    { domains: [{ host: 'Badges.example.edu' }] },
    { domains: [{ host: 'https://badges.example.edu' }] },
    { image: { digests: { catalog: 'sha256:abc' } } },
    { network: { gateway: [{}] } },
    { network: { gateway: 'gateway-system' } },
    { services: { catalog: { env: { 'testamur.public-url': 'x' } } } },
    { services: { catalog: { resources: { limits: { memory: 'much' } } } } },
    { routing: { proxies: ['gateway.internal'] } },
    { kafka: { bootstrapServers: 'kafka' } },
    { user: 0 },
    { routing: { proxies: ['10.0.0.256'] } },
    { routing: { proxies: ['10.0.0.0/33'] } },
    { routing: { proxies: ['2001:db8::/129'] } },
    { network: { gateway: [{ ipBlock: { cidr: '10.0.0.1' } }] } },
    { network: { gateway: [{ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }] } },
    { network: { gateway: [{ podSelector: { matchLabel: { a: 'b' } } }] } },
    { network: { gateway: [{ podSelector: { matchLabels: { a: 1 } } }] } },
    { network: { dns: [] } },
    { network: { webhookExcept: ['0.0.0.0/0'] } },
    { crossOrigins: ['https://a.example.edu,https://b.example.edu'] },
    { crossOrigins: ['https://*'] },
    { crossOrigins: ['https://Campus.example.edu'] },
    { services: { catalog: { resources: { limits: { memory: '768m' } } } } },
    { services: { catalog: { resources: { requests: { cpu: '1Gi' } } } } },
    { services: { catalog: { resources: { requests: { cpu: '1.2.3' } } } } },
    { services: { catalog: { database: { cluster: '', host: 'postgres.example.edu:5432' } } } },
    { services: { catalog: { database: { cluster: '', host: '2001:db8::5' } } } },
    { services: { catalog: { database: { cluster: '', host: 'db?ssl=false' } } } },
    { services: { catalog: { database: { name: 'catalog?sslmode=disable' } } } },
    { tolerations: [{ key: 'a', operator: 'exists' }] },
    { tolerations: [{ key: 'a', value: true }] },
    { nodeSelector: { pool: true } },
    { labels: { 'cost centre': 'x' } },
    { image: { tag: '1.0+git' } },
    { image: { tag: 1.1 } },
    { network: { enabled: 'false' } },
    { network: { enabled: null } },
    { signer: { enabled: 'yes' } },
    { accessibilityContact: 'nobody' },
  ]) {
    assert.match(refusal('testamur', values(more)), /values don't meet the specifications of the schema/, JSON.stringify(more));
  }
});

test('no combination that is allowed is refused', () => {
  for (const [title, it] of Object.entries(cases)) assert.equal(refusal('testamur', it.values, it), '', title);
});

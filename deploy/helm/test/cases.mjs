// Combinations of values that an operator may have.
const gatewayPods = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateway-system' } } }];
const prometheus = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }];

const merge = (a, b) => {
  if (b === undefined) return a;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object' || Array.isArray(a) || Array.isArray(b)) return b;
  return Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, merge(a[key], b[key])]));
};

const least = {
  publicUrl: 'https://credentials.example.edu',
  routing: { certificateSecret: 'public-tls', gateway: { className: 'example' }, proxies: ['10.42.0.0/16'] },
  network: { gateway: gatewayPods },
};
const leastBacking = {
  publicUrl: 'https://credentials.example.edu',
  postgres: { backup: { destinationPath: 's3://testamur-backup/' } },
  network: { gateway: gatewayPods },
};

export const values = (more = {}) => merge(least, more);
export const backingValues = (more = {}) => merge(leastBacking, more);

const names = ['catalog', 'enrolment', 'assessment', 'issuance', 'verification'];
const hosts = (count) => Array.from({ length: count }, (_, i) => ({ host: `badges.university-${i}.edu`, certificateSecret: `university-${i}` }));
const elsewhere = {
  database: { tls: 'require' },
  services: Object.fromEntries(
    names.map((name) => [name, { database: { cluster: '', host: 'postgres.example.edu', peers: [{ ipBlock: { cidr: '192.0.2.10/32' } }] } }]),
  ),
};
const digest = `sha256:${'a1'.repeat(32)}`;
const ingress = { by: 'ingress', gateway: { className: '' }, ingress: { className: 'example', annotations: { 'cert-manager.io/cluster-issuer': 'ours' } } };
const ownGateway = {
  certificateSecret: '',
  gateway: { create: false, className: '', name: 'shared', namespace: 'gateways', httpsListeners: ['https', 'institutions'], httpListener: 'http' },
};
const remote = { signer: { enabled: true }, signing: { backend: 'remote', remote: { clientSecret: 'signer-client' } } };

export const cases = {
  'the least that is needed': { values: values() },
  'single-server': { values: values(), profiles: ['single-server'] },
  production: { values: values(), profiles: ['production'] },
  large: { values: values(), profiles: ['large'] },
  'large behind an Ingress with a signing process': { values: values({ routing: ingress, ...remote }), profiles: ['large'] },
  'institutions with hosts of their own': {
    values: values({ domains: hosts(2), formerPublicUrls: ['https://badges.university-1.edu'], crossOrigins: ['https://campus.example.edu'] }),
  },
  'more hosts than a route has room for': { values: values({ domains: hosts(40) }), profiles: ['production'] },
  'a Gateway that exists': { values: values({ routing: ownGateway }) },
  'a Gateway that exists, and many hosts': {
    values: values({ routing: ownGateway, domains: hosts(20).map(({ host }) => ({ host })) }),
  },
  'an Ingress and hosts': { values: values({ routing: ingress, domains: hosts(3) }), profiles: ['single-server'] },
  'KEDA without a password for Kafka': { values: values({ scaling: { by: 'keda' }, kafka: { protocol: 'PLAINTEXT', bootstrapServers: 'kafka:9092', port: 9092, peers: [{ podSelector: { matchLabels: { app: 'kafka' } } }] } }) },
  'databases elsewhere': { values: values(elsewhere) },
  'a signing process': { values: values(remote), profiles: ['production'] },
  'a signing process elsewhere': {
    values: values({
      signing: {
        backend: 'remote',
        remote: { url: 'https://signer.internal:8446', clientSecret: 'signer-client' },
        peers: [{ ipBlock: { cidr: '192.0.2.20/32' } }],
        peerPort: 8446,
      },
    }),
  },
  'a hardware security module': {
    values: values({ signing: { backend: 'pkcs11', pkcs11: { module: '/usr/lib/vendor.so', tokenLabel: 'testamur', pinSecret: { name: 'token' } } } }),
  },
  'a key-encryption key that changes': { values: values({ secrets: { previousKeyEncryptionKeys: { name: 'testamur-keys-before' } } }) },
  'log-in elsewhere': {
    values: values({
      login: {
        service: '',
        issuer: 'https://login.example.edu',
        internalUrl: 'https://login.example.edu',
        caSecret: '',
        peers: [{ ipBlock: { cidr: '192.0.2.30/32' } }],
        peerPort: 443,
        trustedForNames: ['https://login.example.edu'],
        claims: {
          memberships: ['entitlements', 'resource_access/testamur/roles'],
          patterns: ['urn:mace:example.edu:testamur:{institution}:{role}', 'testamur-{role}'],
          institution: 'home_organisation',
          meanings: ['northfield.example.edu=northfield', 'cn=writers,dc=example=/institutions/northfield/author'],
          everybodyLearns: true,
        },
      },
    }),
  },
  'names of services in full': {
    values: values({
      kafka: { bootstrapServers: 'testamur-kafka-bootstrap.testamur.svc.cluster.local:9093' },
      login: { internalUrl: 'https://testamur-keycloak-service.testamur.svc:8443/auth/realms/testamur' },
    }),
  },
  'digests, a registry and its password': {
    values: values({
      image: { registry: 'images.example.edu/testamur', digests: Object.fromEntries(names.map((name) => [name, digest])), pullSecrets: ['images'] },
    }),
  },
  'everything that is optional': {
    values: values({
      image: { tag: '1.4.2', pullPolicy: 'Always' },
      network: { monitoring: prometheus, webhookPorts: [443, 8443], webhookExcept: ['2a00:1:2::/48', '192.0.32.0/20'], dnsPort: 5353 },
      labels: { 'example.edu/cost-centre': '4711' },
      nodeSelector: { 'kubernetes.io/arch': 'amd64' },
      tolerations: [{ key: 'testamur', operator: 'Exists', effect: 'NoSchedule' }],
      priorityClassName: 'services',
      podAnnotations: { 'example.edu/team': 'credentials' },
      accessibilityContact: 'access@example.edu',
      tracing: { collector: 'http://collector.monitoring:4318', share: 0.1, peers: prometheus },
      signer: { existingClaim: 'keys' },
      services: { issuance: { env: { TESTAMUR_ISSUANCE_STATUS_LIST_TTL: '5M' } } },
      ...{ signing: remote.signing },
      ...{ signer: { enabled: true, existingClaim: 'keys' } },
    }),
  },
  'no policies, no encryption': {
    values: values({ network: { enabled: false, gateway: [] }, database: { tls: 'disable' }, kafka: { protocol: 'PLAINTEXT', caSecret: '' } }),
  },
};

export const backingCases = {
  'the least that is needed': { values: backingValues() },
  'single-server': { values: backingValues(), profiles: ['single-server'] },
  production: { values: backingValues(), profiles: ['production'] },
  large: { values: backingValues({ network: { keda: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'keda' } } }] } }), profiles: ['large'] },
  'without backups and policies': {
    values: backingValues({ postgres: { backup: { enabled: false, destinationPath: '' } }, network: { enabled: false, gateway: [] } }),
    profiles: ['single-server'],
  },
  'recovered from an archive': {
    values: backingValues({
      postgres: {
        imageName: 'postgresql:18.6',
        backup: { endpointUrl: 'https://objects.example.edu' },
        clusters: [
          {
            name: 'testamur-postgres',
            databases: [...names, 'keycloak'],
            instances: 1,
            storage: { size: '40Gi', className: 'fast' },
            walStorage: { size: '10Gi', className: 'fast' },
            resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { memory: '2Gi' } },
            maxConnections: 300,
            serverName: 'testamur-postgres-2',
            recoverFrom: { serverName: 'testamur-postgres', targetTime: '2026-11-30T12:00:00Z' },
          },
        ],
      },
    }),
  },
  'log-in elsewhere, outsiders, other places': {
    values: backingValues({
      publicUrl: 'https://credentials.example.edu',
      keycloak: { enabled: false },
      kafka: { version: '4.3.0', rack: 'topology.kubernetes.io/zone', outsiders: [{ name: 'registry', topics: ['verification.records'] }] },
      network: { servicesNamespace: 'services', monitoring: prometheus },
      postgres: {
        clusters: [
          { name: 'a', databases: ['catalog', 'enrolment'], instances: 2, storage: { size: '10Gi' }, resources: { requests: { cpu: 1, memory: '2Gi' }, limits: { memory: '2Gi' } }, maxConnections: 200 },
          { name: 'b', databases: ['assessment', 'issuance', 'verification'], instances: 3, storage: { size: '10Gi' }, resources: { requests: { cpu: 1, memory: '2Gi' }, limits: { memory: '2Gi' } }, maxConnections: 300 },
        ],
      },
    }),
  },
  'everything that is optional': {
    values: backingValues({
      labels: { 'example.edu/cost-centre': '4711' },
      nodeSelector: { pool: 'data' },
      tolerations: [{ key: 'data', operator: 'Exists', effect: 'NoSchedule' }],
      pullSecrets: ['images'],
      postgres: { imageName: 'images.example.edu/postgresql:18.6', backup: { endpointUrl: 'https://objects.example.edu' } },
      kafka: { version: '4.3.0', rack: 'topology.kubernetes.io/zone' },
      keycloak: { image: 'images.example.edu/testamur-keycloak:26.4.1', theme: true, spec: { startOptimized: true } },
      network: { servicesNamespace: 'services', monitoring: prometheus, keda: prometheus },
    }),
  },
  'an image of Keycloak with the theme': {
    values: backingValues({ keycloak: { image: 'images.example.edu/testamur-keycloak:26.4.1', theme: true, registration: false } }),
  },
};

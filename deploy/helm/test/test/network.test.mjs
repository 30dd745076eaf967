import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backingValues, values } from '../cases.mjs';
import { names, routes, services, topics } from '../contracts.mjs';
import { ofKind, render } from '../helm.mjs';
import { mayConnect, selects, within } from '../network.mjs';

const prometheus = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }];
const keda = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'keda' } } }];
const more = { signer: { enabled: true }, signing: { backend: 'remote', remote: { clientSecret: 'x' } }, network: { monitoring: prometheus } };

/** All pods there are, with what they listen on; policies are of both charts, in one namespace. */
function world(profiles) {
  const app = render('testamur', values(more), { profiles });
  const backing = render('testamur-backing', backingValues({ network: { monitoring: prometheus, keda } }), { profiles });
  const pods = new Map();
  for (const object of ofKind(app, 'Deployment', 'Job')) {
    const { metadata, spec } = object.spec.template;
    const ports = Object.fromEntries((spec.containers[0].ports ?? []).map(({ name, containerPort }) => [name, containerPort]));
    pods.set(object.metadata.name.replace('testamur-', ''), { namespace: 'testamur', labels: metadata.labels, ports });
  }
  for (const { metadata } of ofKind(backing, 'Cluster')) pods.set(metadata.name, { namespace: 'testamur', labels: { 'cnpg.io/cluster': metadata.name } });
  const [kafka] = ofKind(backing, 'Kafka');
  const kafkaLabels = { 'strimzi.io/cluster': kafka.metadata.name, 'strimzi.io/kind': 'Kafka' };
  pods.set('kafka', { namespace: 'testamur', labels: kafkaLabels });
  pods.set('keycloak', { namespace: 'testamur', labels: { app: 'keycloak', 'app.kubernetes.io/instance': 'testamur-keycloak' } });
  pods.set('gateway', { namespace: 'gateway-system', labels: {} });
  pods.set('prometheus', { namespace: 'monitoring', labels: {} });
  pods.set('keda', { namespace: 'keda', labels: {} });
  pods.set('dns', { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } });
  pods.set('stranger', { namespace: 'testamur', labels: { app: 'stranger' } });
  pods.set('stranger elsewhere', { namespace: 'default', labels: { 'app.kubernetes.io/name': 'testamur', 'app.kubernetes.io/component': 'catalog' } });
  pods.set('the internet', { address: '198.41.0.4' });
  pods.set('cloud metadata', { address: '169.254.169.254' });
  pods.set('cloud metadata by IPv6', { address: 'fd00:ec2::254' });
  pods.set('the private network', { address: '10.1.2.3' });
  pods.set('the internet by IPv6', { address: '2a00:1450:4001:830::200e' });
  // Strimzi makes the policy of the brokers from its listeners.
  const listener = {
    metadata: { name: 'kafka', namespace: 'testamur' },
    spec: {
      podSelector: { matchLabels: kafkaLabels },
      policyTypes: ['Ingress'],
      ingress: kafka.spec.kafka.listeners.map(({ port, networkPolicyPeers }) => ({ from: networkPolicyPeers, ports: [{ protocol: 'TCP', port }] })),
    },
  };
  const policies = ofKind([...app, ...backing], 'NetworkPolicy').map((policy) => ({ ...policy, metadata: { ...policy.metadata, namespace: 'testamur' } }));
  const databases = new Map(ofKind(backing, 'Database').map(({ spec }) => [spec.name, spec.cluster.name]));
  return { pods, policies: [...policies, listener], databases };
}

/** Who must be able to speak to whom, by routes.yaml, topics.yaml, the databases, and the sources. */
function required({ databases }, ports) {
  const wanted = new Set();
  const add = (from, to, port) => wanted.add(`${from} -> ${to}:${port}`);
  for (const { name, port, managementPort, outbound } of services()) {
    if (routes().some(({ service }) => service === name)) add('gateway', name, port);
    add('prometheus', name, managementPort);
    if (topics().some(({ owner, readers }) => owner === name || readers.includes(name))) add(name, 'kafka', 9093);
    add(name, databases.get(name), 5432);
    add(`${name}-migration`, databases.get(name), 5432);
    add(name, 'keycloak', 8443);
    if (outbound) for (const any of ports) for (const address of ['the internet', 'the internet by IPv6']) add(name, address, any);
  }
  add('issuance', 'signer', 8446);
  add('gateway', 'keycloak', 8080);
  add('keda', 'kafka', 9093);
  add('prometheus', 'keycloak', 9000);
  for (const cluster of new Set(databases.values())) {
    add('prometheus', cluster, 9187);
    for (const port of [5432, 8000]) add(cluster, cluster, port);
  }
  add('keycloak', databases.get('keycloak'), 5432);
  return wanted;
}

/** Pods whose policies are not of these charts: what they do among themselves and to the outside is their owner's affair. */
const foreign = ['gateway', 'prometheus', 'keda', 'dns', 'stranger', 'stranger elsewhere', 'the internet', 'the internet by IPv6', 'cloud metadata', 'cloud metadata by IPv6', 'the private network'];
const open = ['kafka', 'keycloak'];

for (const profiles of [[], ['single-server'], ['production'], ['large']]) {
  test(`${profiles[0] ?? 'as it comes'}: who may speak to whom is who must, and nobody else`, () => {
    const all = world(profiles);
    const { pods, policies } = all;
    const ports = [...new Set([443, 8446, 9093, 5432, 8000, 8080, 8443, 9000, 9187, ...services().flatMap(({ port, managementPort }) => [port, managementPort])])];
    const found = new Set();
    for (const [from, source] of pods) {
      for (const [to, target] of pods) {
        // Policies of these charts restrict one side at least.
        if (foreign.includes(from) && foreign.includes(to)) continue;
        const database = (name) => name.startsWith('testamur-postgres');
        if ((open.includes(from) || database(from)) && foreign.includes(to)) continue;
        for (const port of ports) {
          if (from === to && open.includes(from)) continue;
          if (mayConnect(policies, source, target, port)) found.add(`${from} -> ${to}:${port}`);
        }
      }
    }
    // Kafka's own policy is Strimzi's; ours names who may come to the listener.
    const wanted = required(all, ports);
    assert.deepEqual([...found].filter((it) => !wanted.has(it)).sort(), []);
    assert.deepEqual([...wanted].filter((it) => !found.has(it)).sort(), []);
    assert.ok(wanted.size > 45);
    for (const name of names) {
      for (const protocol of ['UDP', 'TCP']) {
        assert.ok(mayConnect(policies, pods.get(name), pods.get('dns'), 53, protocol));
        assert.ok(mayConnect(policies, pods.get(`${name}-migration`), pods.get('dns'), 53, protocol));
      }
      assert.equal(mayConnect(policies, pods.get(name), pods.get('the internet'), 53, 'UDP'), false);
    }
  });
}

test('migrations are held by policies that come with them, and by none that outlives the values it was made from', () => {
  const objects = render('testamur', values(more));
  const policies = ofKind(objects, 'NetworkPolicy');
  for (const job of ofKind(objects, 'Job')) {
    const holding = policies.filter(({ spec }) => selects(spec.podSelector, job.spec.template.metadata.labels));
    assert.deepEqual(holding.map(({ metadata }) => metadata.name), [job.metadata.name]);
    assert.deepEqual(holding[0].spec.policyTypes, ['Ingress', 'Egress']);
    assert.ok(Number(holding[0].metadata.annotations['helm.sh/hook-weight']) < Number(job.metadata.annotations['helm.sh/hook-weight']));
  }
  for (const { spec } of ofKind(objects, 'Deployment')) {
    assert.ok(policies.filter((policy) => selects(policy.spec.podSelector, spec.template.metadata.labels)).length === 2, 'all is denied, and something allowed');
  }
});

test('services reach the collector of traces where one is set, and their migrations do not', () => {
  const collector = { namespace: 'monitoring', labels: {} };
  for (const on of [true, false]) {
    const tracing = on ? { collector: 'http://collector.monitoring:4318', share: 0.1, peers: prometheus } : {};
    const objects = render('testamur', values({ ...more, tracing }));
    const policies = ofKind(objects, 'NetworkPolicy').map((policy) => ({ ...policy, metadata: { ...policy.metadata, namespace: 'testamur' } }));
    for (const { kind, metadata, spec } of ofKind(objects, 'Deployment', 'Job')) {
      const traced = on && kind === 'Deployment' && metadata.name !== 'testamur-signer';
      const pod = { namespace: 'testamur', labels: spec.template.metadata.labels };
      assert.equal(mayConnect(policies, pod, collector, 4318), traced, metadata.name);
      const set = Object.fromEntries((spec.template.spec.containers[0].env ?? []).map(({ name, value }) => [name, value]));
      assert.equal(set.TESTAMUR_TRACING_COLLECTOR, traced ? 'http://collector.monitoring:4318' : undefined, metadata.name);
      assert.equal(set.TESTAMUR_TRACING_SHARE, traced ? '0.1' : undefined, metadata.name);
    }
  }
});

test('webhooks go to the ports that are named, where some are', () => {
  const policies = ofKind(render('testamur', values({ network: { webhookPorts: [443] } })), 'NetworkPolicy').map((policy) => ({
    ...policy,
    metadata: { ...policy.metadata, namespace: 'testamur' },
  }));
  const verification = { namespace: 'testamur', labels: policies.find(({ metadata }) => metadata.name === 'testamur-verification').spec.podSelector.matchLabels };
  const internet = { address: '198.41.0.4' };
  assert.ok(mayConnect(policies, verification, internet, 443));
  assert.equal(mayConnect(policies, verification, internet, 8443), false);
});

test('webhooks go to no network that the operator excepts, of either family, and to none that the platform refuses', () => {
  const webhookExcept = ['2a00:1:2::/48', '8.8.0.0/16', 'fd00:1::/48', '10.0.0.0/8'];
  const policies = ofKind(render('testamur', values({ network: { webhookExcept } })), 'NetworkPolicy').map((policy) => ({
    ...policy,
    metadata: { ...policy.metadata, namespace: 'testamur' },
  }));
  const { spec } = policies.find(({ metadata }) => metadata.name === 'testamur-verification');
  const verification = { namespace: 'testamur', labels: spec.podSelector.matchLabels };
  const may = (address) => mayConnect(policies, verification, { address }, 443);
  for (const address of ['198.41.0.4', '8.9.0.1', '2a00:1:3::1', '2606:4700::1111']) assert.ok(may(address), address);
  for (const address of ['8.8.8.8', '2a00:1:2:ffff::1', '10.0.0.1', '169.254.169.254', 'fd00:ec2::254', 'fe80::1', '::1', '64:ff9b::808:808', '2001:db8::1', '2002::1']) assert.ok(!may(address), address);
  // An exception must lie within its network, or an API server refuses the policy.
  for (const { ipBlock } of spec.egress.flatMap(({ to }) => to).filter((peer) => peer.ipBlock)) {
    for (const cidr of ipBlock.except) assert.ok(within(cidr.split('/')[0], ipBlock.cidr), `${cidr} in ${ipBlock.cidr}`);
  }
});

test('in the profile large nobody reaches the database of another service', () => {
  const { pods, policies, databases } = world(['large']);
  assert.equal(new Set(databases.values()).size, 6);
  for (const from of names) {
    for (const to of [...names, 'keycloak']) assert.equal(mayConnect(policies, pods.get(from), pods.get(databases.get(to)), 5432), from === to, `${from} ${to}`);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backingCases, cases, values, backingValues } from '../cases.mjs';
import { lint, notes, ofKind, refusal, render } from '../helm.mjs';
import { faults } from '../schemas.mjs';
import { policyFaults } from '../policies.mjs';

const every = [
  ...Object.entries(cases).map(([title, it]) => ['testamur', title, it]),
  ...Object.entries(backingCases).map(([title, it]) => ['testamur-backing', title, it]),
];

test('there are at least twelve combinations of each kind that matters', () => {
  assert.ok(Object.keys(cases).length >= 12);
});

for (const [name, title, it] of every) {
  test(`${name}, ${title}: each object is what its schema says, and each pod keeps the policies`, () => {
    const objects = render(name, it.values, it);
    assert.ok(objects.length > 10);
    assert.deepEqual(objects.flatMap(faults), []);
    assert.deepEqual(objects.flatMap(policyFaults), []);
    const ids = objects.map((object) => `${object.kind}/${object.metadata.name}`);
    assert.deepEqual(ids, [...new Set(ids)], 'two objects of one name');
  });
}

for (const [name, it] of [
  ['testamur', values()],
  ['testamur-backing', backingValues()],
]) {
  test(`${name}: Helm finds nothing to say`, () => {
    for (const profiles of [[], ['single-server'], ['production'], ['large']]) {
      const result = lint(name, it, { profiles });
      assert.ok(result.ok, result.text);
    }
  });

  test(`${name}: a value that it does not know is refused, wherever it stands`, () => {
    for (const unknown of [{ publicUrI: 'x' }, { network: { enable: true } }, { kafka: { topic: [] } }]) {
      const merged = structuredClone(it);
      for (const [key, value] of Object.entries(unknown)) merged[key] = typeof value === 'object' ? { ...merged[key], ...value } : value;
      assert.match(refusal(name, merged), /additional properties? .*not allowed/);
    }
  });
}

test('services.NAME is closed, too', () => {
  assert.match(refusal('testamur', values({ services: { issuance: { database: { user: 'me' } } } })), /additional properties 'user' not allowed/);
  assert.match(refusal('testamur', values({ services: { billing: {} } })), /additional properties 'billing' not allowed/);
});

test('the schemas notice an unknown field at any depth, a missing one and a wrong type', () => {
  const objects = render('testamur', values({ scaling: { by: 'keda' } }));
  const spoilt = {
    Deployment: (it) => (it.spec.template.spec.containers[0].livenessProbes = {}),
    NetworkPolicy: (it) => (it.spec.podSelectors = {}),
    HTTPRoute: (it) => (it.spec.parentRefs[0].gateway = 'x'),
    ScaledObject: (it) => (it.spec.minReplicas = 1),
    Service: (it) => (it.spec.ports[0].port = 'http'),
    PodDisruptionBudget: (it) => (it.metadata.label = {}),
    Gateway: (it) => delete it.spec.gatewayClassName,
    Job: (it) => delete it.spec.template,
    ServiceAccount: (it) => (it.automountToken = false),
  };
  for (const [kind, spoil] of Object.entries(spoilt)) {
    const object = structuredClone(ofKind(objects, kind)[0]);
    assert.deepEqual(faults(object), []);
    spoil(object);
    assert.notDeepEqual(faults(object), [], kind);
  }
});

test('the policies notice what a pod must not be', () => {
  const deployment = ofKind(render('testamur', values()), 'Deployment')[0];
  assert.deepEqual(policyFaults(deployment), []);
  const spoilt = [
    (pod) => (pod.automountServiceAccountToken = true),
    (pod) => delete pod.automountServiceAccountToken,
    (pod) => (pod.hostNetwork = true),
    (pod) => delete pod.securityContext.seccompProfile,
    (pod) => (pod.securityContext.runAsUser = 0),
    (pod) => (pod.containers[0].securityContext.runAsNonRoot = false),
    (pod) => (pod.containers[0].securityContext.readOnlyRootFilesystem = false),
    (pod) => (pod.containers[0].securityContext.allowPrivilegeEscalation = true),
    (pod) => (pod.containers[0].securityContext.privileged = true),
    (pod) => (pod.containers[0].securityContext.capabilities = { drop: ['ALL'], add: ['NET_ADMIN'] }),
    (pod) => delete pod.containers[0].securityContext.capabilities,
    (pod) => (pod.containers[0].image = 'testamur-catalog:latest'),
    (pod) => (pod.containers[0].image = 'testamur-catalog'),
    (pod) => delete pod.containers[0].resources.limits,
    (pod) => delete pod.containers[0].resources.requests.cpu,
    (pod) => delete pod.containers[0].readinessProbe,
    (pod) => delete pod.containers[0].livenessProbe,
    (pod) => delete pod.containers[0].lifecycle,
    (pod) => (pod.volumes[0] = { name: 'tmp', hostPath: { path: '/tmp' } }),
    (pod) => pod.containers[0].env.push({ name: 'X_PASSWORD', value: 'hunter2' }),
    (pod) => delete pod.topologySpreadConstraints,
  ];
  for (const spoil of spoilt) {
    const object = structuredClone(deployment);
    spoil(object.spec.template.spec);
    assert.notDeepEqual(policyFaults(object), [], String(spoil));
  }
});

test('whoever installs it is told what an address of the platform means for an issuer', () => {
  const told = notes('testamur', values());
  assert.match(told, /WARNING: an institution that is set up without a host of its own has https:\/\/credentials\.example\.edu in its issuer id for ever\./);
  assert.match(told, /No institution has a host of its own/);
  assert.match(notes('testamur', values({ domains: [{ host: 'badges.northfield.edu', certificateSecret: 'n' }] })), /Hosts of institutions: badges\.northfield\.edu/);
  assert.match(notes('testamur-backing', backingValues({ postgres: { backup: { enabled: false, destinationPath: '' } } })), /WARNING: there are no backups/);
});

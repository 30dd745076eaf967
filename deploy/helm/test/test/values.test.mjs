// What operators write in haste: nothing after a colon, words that YAML reads as numbers, quotes, line ends, braces.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import yaml from 'js-yaml';
import { backingCases, cases } from '../cases.mjs';
import { chart, ofKind, refusal, render, rendered } from '../helm.mjs';
import { policyFaults } from '../policies.mjs';
import { faults } from '../schemas.mjs';

const isMap = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const merge = (a, b) =>
  isMap(a) && isMap(b) ? Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, key in b ? merge(a[key], b[key]) : a[key]])) : b;

/** Everything that counts in a case: the chart's own values with the case's upon them. */
const all = (name, it) => merge(yaml.load(readFileSync(`${chart(name)}/values.yaml`, 'utf8')), it.values);

function paths(value, path = []) {
  const found = path.length ? [path] : [];
  if (value && typeof value === 'object') for (const key of Object.keys(value)) found.push(...paths(value[key], [...path, key]));
  return found;
}
const at = (value, path) => path.reduce((it, key) => it[key], value);
function put(value, path, it) {
  const changed = structuredClone(value);
  at(changed, path.slice(0, -1))[path.at(-1)] = it;
  return changed;
}

const clear = /values don't meet the specifications of the schema|execution error at/;
// Most values change few objects: one that was right is not looked at twice.
const right = new Set();
function wrong(objects) {
  return objects.flatMap((object) => {
    const text = JSON.stringify(object);
    if (right.has(text)) return [];
    const found = [...faults(object), ...policyFaults(object)];
    if (!found.length) right.add(text);
    return found;
  });
}

const tried = [
  ['testamur', cases['large behind an Ingress with a signing process']],
  ['testamur', cases['a Gateway that exists']],
  ['testamur', cases['everything that is optional']],
  ['testamur-backing', backingCases['recovered from an archive']],
  ['testamur-backing', backingCases['everything that is optional']],
];

for (const [name, it] of [tried[2], tried[4]]) {
  test(`${name}: a value with nothing behind its colon means nothing, or is refused with a sentence`, () => {
    const values = all(name, it);
    const policies = ofKind(render(name, values, it), 'NetworkPolicy').length;
    const top = paths(values).filter((path) => path.length <= 3 && path.join('.') !== 'keycloak.spec.startOptimized' && !path.some((key) => /^\d+$/.test(key)));
    assert.ok(top.length > 40);
    // The schema names all at once that must be there; the rest is tried one by one.
    const leaves = top.filter((path) => !isMap(at(values, path)));
    const said = refusal(name, leaves.reduce((before, path) => put(before, path, null), values), it);
    const missing = new Set([...said.matchAll(/- at '([^']*)': missing propert(?:y|ies) (.*)/g)].flatMap(([, where, keys]) => keys.split(', ').map((key) => `${where}/${key.slice(1, -1)}`)));
    assert.ok(missing.size > 10, said);
    const found = [];
    for (const path of top.filter((it) => !missing.has(`/${it.join('/')}`))) {
      const { status, text, objects } = rendered(name, put(values, path, null), it);
      if (status !== 0 ? !clear.test(text) : wrong(objects).length || ofKind(objects, 'NetworkPolicy').length !== policies) found.push(path.join('.'));
    }
    assert.deepEqual(found, []);
  });
}

for (const [index, [name, it]] of tried.entries()) {
  test(`${name} (${index}): text is taken as text, whatever YAML would read in it, or refused`, () => {
    const values = all(name, it);
    const texts = paths(values).filter((path) => typeof at(values, path) === 'string' && at(values, path) !== '');
    assert.ok(texts.length > 15);
    for (const text of ['123', 'true', `x: "it's" #1`, 'a\nb: c', '{{ .Release.Name }}']) {
      // The schema names everything that it does not take; what it takes must be right.
      const refused = refusal(name, texts.reduce((before, path) => put(before, path, text), values), it);
      const pointer = (path) => `'/${path.map((key) => key.replace(/~/g, '~0').replace(/\//g, '~1')).join('/')}'`;
      // Ids of what must differ, or must agree with something else, are not among what is tried.
      const bound = /database\/(name|cluster|host|ownerSecret|applicationSecret)'|secrets|databases|clusters|pools|outsiders|domains|formerPublicUrls|keycloak\/spec/;
      const taken = texts.filter((path) => !refused.includes(pointer(path)) && !bound.test(pointer(path)));
      const { status, text: said, objects } = rendered(name, taken.reduce((before, path) => put(before, path, text), values), it);
      assert.ok(status === 0 || clear.test(said), `${text}: ${said}`);
      if (status === 0) assert.deepEqual(wrong(objects), [], text);
    }
  });
}

test('numbers are written out, however long', () => {
  const { yaml: written } = rendered('testamur', merge(cases.large.values, { user: 1000660000, scaling: { lag: { threshold: 2500000 } } }), { profiles: ['large'] });
  assert.doesNotMatch(written, /\de[+-]?\d{2}$/m);
  assert.match(written, /runAsUser: 1000660000\n/);
  assert.match(written, /lagThreshold: "2500000"\n/);
});

test('names of releases that begin alike lead to names that differ, and all of them are names', () => {
  const long = 'testamur-of-the-consortium-of-universities-of-the-';
  const names = ['t', 'testamur', `${long}one`, `${long}two`].map((release) => {
    const objects = render('testamur', cases['a signing process'].values, { release });
    for (const { kind, metadata, spec } of objects) {
      assert.match(metadata.name, /^[a-z][a-z0-9-]{0,61}[a-z0-9]?$/, kind);
      for (const value of Object.values({ ...metadata.labels, ...spec?.template?.metadata.labels })) assert.match(value, /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);
    }
    return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  });
  assert.equal(new Set(names.flat()).size, names.flat().length);
});

test('labels and annotations of an operator are on everything, migrations too', () => {
  for (const [name, it] of [tried[2], tried[4]]) {
    const objects = render(name, it.values, it);
    for (const { kind, metadata, spec } of objects) {
      assert.equal(metadata.labels['example.edu/cost-centre'], '4711', `${kind} ${metadata.name}`);
      const pod = spec?.template?.metadata;
      if (!pod) continue;
      assert.equal(pod.labels['example.edu/cost-centre'], '4711');
      assert.equal(pod.annotations['example.edu/team'], 'credentials', `${kind} ${metadata.name}`);
    }
  }
});

test('what hooks leave behind holds no later release: policies and the account go when all migrations have succeeded', () => {
  for (const { kind, metadata } of render('testamur', cases.production.values)) {
    const policy = metadata.annotations?.['helm.sh/hook-delete-policy'];
    if (policy && kind !== 'Job') assert.equal(policy, 'before-hook-creation,hook-succeeded', `${kind} ${metadata.name}`);
    // A failed job stays, with its log.
    if (kind === 'Job') assert.equal(policy, 'before-hook-creation');
  }
});

test('copies of one thing spread over nodes, and nodes that they do not tolerate do not count', () => {
  const app = render('testamur', cases.large.values, cases.large);
  const constraints = ofKind(app, 'Deployment').flatMap(({ spec }) => spec.template.spec.topologySpreadConstraints);
  const backing = render('testamur-backing', backingCases.large.values, backingCases.large);
  const pools = ofKind(backing, 'KafkaNodePool').map(({ spec }) => spec.template.pod.topologySpreadConstraints);
  assert.equal(pools.length, 2);
  for (const it of [...constraints, ...pools.flat()]) assert.deepEqual([it.maxSkew, it.whenUnsatisfiable, it.nodeTaintsPolicy], [1, 'DoNotSchedule', 'Honor']);
  for (const { spec } of ofKind(backing, 'Cluster')) assert.deepEqual([spec.affinity.enablePodAntiAffinity, spec.affinity.podAntiAffinityType], [true, 'required']);
});

test('everything that runs stands where the operator says and comes from where its images are', () => {
  const it = backingCases['everything that is optional'];
  const objects = render('testamur-backing', it.values, it);
  const toleration = [{ key: 'data', operator: 'Exists', effect: 'NoSchedule' }];
  const terms = [{ matchExpressions: [{ key: 'pool', operator: 'In', values: ['data'] }] }];
  const strimzi = [...ofKind(objects, 'KafkaNodePool').map(({ spec }) => spec.template.pod), ofKind(objects, 'Kafka')[0].spec.entityOperator.template.pod];
  const [keycloak] = ofKind(objects, 'Keycloak');
  for (const pod of [...strimzi, { ...keycloak.spec.scheduling, imagePullSecrets: keycloak.spec.imagePullSecrets }]) {
    assert.deepEqual(pod.tolerations, toleration);
    assert.deepEqual(pod.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms, terms);
    assert.deepEqual(pod.imagePullSecrets, [{ name: 'images' }]);
  }
  assert.ok(keycloak.spec.scheduling.affinity.podAntiAffinity, 'the operator adds none where there is an affinity');
  for (const { spec } of ofKind(objects, 'Cluster')) {
    assert.deepEqual([spec.affinity.tolerations, spec.affinity.nodeSelector, spec.imagePullSecrets], [toleration, { pool: 'data' }, [{ name: 'images' }]]);
  }
});

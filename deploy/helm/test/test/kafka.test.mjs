import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backingCases, backingValues } from '../cases.mjs';
import { names, services, topics } from '../contracts.mjs';
import { named, ofKind, render } from '../helm.mjs';

for (const [title, it] of Object.entries(backingCases)) {
  test(`${title}: topics are exactly those of topics.yaml`, () => {
    const objects = render('testamur-backing', it.values, it);
    const [kafka] = ofKind(objects, 'Kafka');
    assert.deepEqual(
      ofKind(objects, 'KafkaTopic').map(({ metadata, spec }) => ({ name: metadata.name, partitions: spec.partitions, config: spec.config })),
      topics().map(({ name, partitions, config }) => ({ name, partitions, config })),
    );
    const brokers = ofKind(objects, 'KafkaNodePool').filter(({ spec }) => spec.roles.includes('broker')).reduce((sum, { spec }) => sum + spec.replicas, 0);
    for (const topic of ofKind(objects, 'KafkaTopic')) {
      assert.equal(topic.metadata.labels['strimzi.io/cluster'], kafka.metadata.name);
      assert.ok(topic.spec.replicas <= brokers);
      assert.equal(topic.spec.replicas, kafka.spec.kafka.config['default.replication.factor']);
    }
    assert.equal(kafka.spec.kafka.config['auto.create.topics.enable'], false);
    assert.deepEqual(kafka.spec.kafka.authorization, { type: 'simple' });
    assert.deepEqual(kafka.spec.kafka.listeners.map(({ tls, authentication }) => [tls, authentication.type]), [[true, 'scram-sha-512']]);
  });
}

/** Whether a user may, by Kafka's rules for simple authorisation: Read and Write imply Describe. */
function may(user, operation, type, name) {
  const implied = { Describe: ['Describe', 'Read', 'Write'] }[operation] ?? [operation];
  return user.spec.authorization.acls.some(
    ({ resource, operations }) =>
      resource.type === type &&
      (resource.patternType === 'prefix' ? name.startsWith(resource.name) : resource.name === name) &&
      operations.some((it) => implied.includes(it)),
  );
}

const objects = render('testamur-backing', backingValues());
const user = (name) => named(objects, 'KafkaUser', `testamur-${name}`);

test('each service may write and read its own topics and read what topics.yaml lets it read, and nothing else', () => {
  const found = [];
  const wanted = [];
  for (const name of names) {
    for (const topic of topics()) {
      for (const operation of ['Read', 'Write', 'Describe', 'Create', 'Delete', 'Alter', 'AlterConfigs', 'DescribeConfigs']) {
        if (may(user(name), operation, 'topic', topic.name)) found.push(`${name} ${operation} ${topic.name}`);
        const owns = topic.owner === name;
        const reads = topic.readers.includes(name);
        if ((operation === 'Write' && owns) || (operation === 'Read' && (owns || reads)) || (operation === 'Describe' && (owns || reads))) {
          wanted.push(`${name} ${operation} ${topic.name}`);
        }
      }
    }
    assert.equal(may(user(name), 'Read', 'topic', `${name}.not-declared`), false);
  }
  assert.deepEqual(found, wanted);
  assert.ok(found.length > 60);
});

test('each service is in its own groups and has its own transactional id, and no other', () => {
  for (const { name, consumers } of services()) {
    for (const other of services()) {
      for (const { group } of other.consumers) assert.equal(may(user(name), 'Read', 'group', group), name === other.name, `${name} in ${group}`);
      assert.equal(may(user(name), 'Write', 'transactionalId', `${other.name}-relay`), name === other.name);
    }
    for (const { group, topic } of consumers) {
      assert.ok(group.startsWith(`${name}.`));
      assert.ok(may(user(name), 'Read', 'topic', topic), `${name} has a consumer of ${topic}`);
    }
    assert.ok(user(name).spec.authorization.acls.every(({ resource, type }) => resource.type !== 'cluster' && type !== 'deny'));
    assert.deepEqual(user(name).spec.authentication, { type: 'scram-sha-512' });
  }
});

test('an outsider reads the topics that are named and is in groups of its own', () => {
  const outsider = named(render('testamur-backing', backingCases['log-in elsewhere, outsiders, other places'].values), 'KafkaUser', 'registry');
  for (const topic of topics()) {
    assert.equal(may(outsider, 'Read', 'topic', topic.name), topic.name === 'verification.records');
    assert.equal(may(outsider, 'Write', 'topic', topic.name), false);
  }
  assert.ok(may(outsider, 'Read', 'group', 'outsiders.registry.copy'));
  assert.equal(may(outsider, 'Read', 'group', 'verification.learners'), false);
});

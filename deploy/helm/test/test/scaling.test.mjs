import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases, values } from '../cases.mjs';
import { names, services, topics } from '../contracts.mjs';
import { named, ofKind, render } from '../helm.mjs';

for (const [title, it] of Object.entries(cases)) {
  test(`${title}: one object scales each Deployment, from one instance at least, and may disturb one at a time`, () => {
    const objects = render('testamur', it.values, it);
    const scaling = ofKind(objects, 'HorizontalPodAutoscaler', 'ScaledObject');
    assert.ok(new Set(scaling.map(({ kind }) => kind)).size <= 1, 'never both');
    for (const name of names) {
      const deployment = named(objects, 'Deployment', `testamur-${name}`);
      const own = scaling.filter(({ spec }) => spec.scaleTargetRef.name === deployment.metadata.name);
      // A number in the Deployment would undo at each upgrade what was scaled.
      assert.equal(own.length, deployment.spec.replicas === undefined ? 1 : 0);
      const least = own[0]?.spec.minReplicas ?? own[0]?.spec.minReplicaCount ?? deployment.spec.replicas;
      assert.ok(least >= 1);
      assert.equal(own[0]?.spec.idleReplicaCount, undefined);
      const [budget] = ofKind(objects, 'PodDisruptionBudget').filter(({ metadata }) => metadata.name === deployment.metadata.name);
      assert.equal(budget.spec.maxUnavailable, 1);
      assert.deepEqual(budget.spec.selector, deployment.spec.selector);
      const { env, resources } = deployment.spec.template.spec.containers[0];
      assert.equal(env.find(({ name: variable }) => variable === 'TESTAMUR_RATE_LIMITS_REPLICAS').value, String(least));
      assert.ok(resources.requests.cpu, 'CPU is scaled by what is requested');
    }
  });
}

test('KEDA scales by CPU and by the lag of every consumer that a service has', () => {
  const objects = render('testamur', values({ scaling: { by: 'keda' } }));
  const partitions = new Map(topics().map((topic) => [topic.name, topic.partitions]));
  for (const { name, consumers } of services()) {
    const { spec } = named(objects, 'ScaledObject', `testamur-${name}`);
    const [cpu, ...lag] = spec.triggers;
    assert.equal(cpu.type, 'cpu');
    assert.equal(cpu.metricType, 'Utilization');
    assert.deepEqual(
      lag.map(({ metadata }) => [metadata.consumerGroup, metadata.topic]),
      consumers.map(({ group, topic }) => [group, topic]),
    );
    for (const { metadata, authenticationRef } of lag) {
      // KEDA then asks for at most as many instances as the topic has partitions, whatever the lag.
      assert.equal(metadata.allowIdleConsumers, 'false');
      assert.ok(partitions.get(metadata.topic) <= Math.max(...partitions.values()));
      // It sees committed offsets: what is done and not committed must not count.
      assert.ok(Number(metadata.lagThreshold) > 2500 * 1);
      const authentication = named(objects, 'TriggerAuthentication', authenticationRef.name).spec;
      assert.deepEqual(authentication.secretTargetRef.map(({ parameter, name: secret }) => [parameter, secret]), [
        ['password', `testamur-${name}`],
        ['ca', 'testamur-cluster-ca-cert'],
      ]);
      const container = named(objects, 'Deployment', `testamur-${name}`).spec.template.spec.containers.find((it) => it.name === authentication.env[0].containerName);
      assert.equal(container.env.find((it) => it.name === authentication.env[0].name).value, `testamur-${name}`);
    }
  }
});

// Adds up what a profile asks for: the least that its pods reserve, the most that its limits of scaling let them, and disks.
import { ofKind, render } from './helm.mjs';
import { backingValues, values } from './cases.mjs';

const cpu = (quantity) => (String(quantity).endsWith('m') ? parseFloat(quantity) / 1000 : parseFloat(quantity));
const UNITS = { Ti: 1024, Gi: 1, Mi: 1 / 1024 };
const gibibytes = (quantity) => parseFloat(quantity) * (UNITS[String(quantity).slice(-2)] ?? 1 / 2 ** 30);

export function sizes(profile) {
  const app = render('testamur', values(), { profiles: [profile] });
  const backing = render('testamur-backing', backingValues(), { profiles: [profile] });
  const sum = { services: { least: [0, 0], most: [0, 0] }, backing: [0, 0], disk: 0 };
  const add = (to, count, requests) => {
    to[0] += count * cpu(requests.cpu);
    to[1] += count * gibibytes(requests.memory);
  };
  for (const deployment of ofKind(app, 'Deployment')) {
    const { requests } = deployment.spec.template.spec.containers[0].resources;
    const scaled = ofKind(app, 'HorizontalPodAutoscaler', 'ScaledObject').find(({ spec }) => spec.scaleTargetRef.name === deployment.metadata.name)?.spec;
    add(sum.services.least, scaled?.minReplicas ?? scaled?.minReplicaCount ?? deployment.spec.replicas, requests);
    add(sum.services.most, scaled?.maxReplicas ?? scaled?.maxReplicaCount ?? deployment.spec.replicas, requests);
  }
  for (const { spec } of ofKind(backing, 'Cluster')) {
    add(sum.backing, spec.instances, spec.resources.requests);
    sum.disk += spec.instances * (gibibytes(spec.storage.size) + (spec.walStorage ? gibibytes(spec.walStorage.size) : 0));
  }
  for (const { spec } of ofKind(backing, 'KafkaNodePool')) {
    add(sum.backing, spec.replicas, spec.resources.requests);
    sum.disk += spec.replicas * spec.storage.volumes.reduce((total, { size }) => total + gibibytes(size), 0);
  }
  for (const { spec } of ofKind(backing, 'Keycloak')) add(sum.backing, spec.instances, spec.resources.requests);
  for (const { spec } of ofKind(backing, 'Kafka')) {
    for (const operator of ['topicOperator', 'userOperator']) add(sum.backing, 1, spec.entityOperator[operator].resources.requests);
  }
  return sum;
}

const round = (number) => String(Math.round(number * 10) / 10);

/** The row of a profile in the table of docs/operations.md. */
export function row(profile) {
  const { services, backing, disk } = sizes(profile);
  const pair = ([processors, memory]) => `${round(processors)} CPU, ${round(memory)} GiB`;
  return `| \`${profile}\` | ${pair(services.least)} | ${pair(services.most)} | ${pair(backing)} | ${round(disk)} GiB |`;
}

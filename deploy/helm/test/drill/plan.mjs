// Writes into the working directory what the charts render, in forms that processes without a cluster take: environments as
// shell files, topics and access lists as lines, statements for databases.
import { writeFileSync } from 'node:fs';
import { backingValues, values } from '../cases.mjs';
import { ofKind, render } from '../helm.mjs';

const profiles = ['single-server'];
const signing = { signer: { enabled: true }, signing: { backend: 'remote', remote: { clientSecret: 'signer-client' } } };
const app = render('testamur', values({ routing: { proxies: ['127.0.0.1'] }, ...signing }), { profiles });
const backing = render('testamur-backing', backingValues(), { profiles });
const lines = (file, list) => writeFileSync(file, `${list.join('\n')}\n`);

const password = (secret) => `for ${secret}`;

/** What the secret would hold that the reference names. */
function secret({ name, key }) {
  if (key === 'username') return name.replace('testamur-', '').replace('-', '_');
  if (key === 'password') return password(name);
  if (key === 'sasl.jaas.config') {
    return `org.apache.kafka.common.security.scram.ScramLoginModule required username="${name}" password="${password(name)}";`;
  }
  return Buffer.from(key.padEnd(32, '.').slice(0, 32)).toString('base64');
}

for (const { metadata, spec } of ofKind(app, 'Deployment', 'Job')) {
  const { env } = spec.template.spec.containers[0];
  lines(
    `${metadata.name.replace('testamur-', '')}.env`,
    env.map(({ name, value, valueFrom }) => `export ${name}='${value ?? secret(valueFrom.secretKeyRef)}'`),
  );
}

writeFileSync('signer.properties', ofKind(app, 'ConfigMap')[0].data['signer.properties']);

lines('kafka.tsv', [
  ...ofKind(backing, 'KafkaTopic').map(({ metadata, spec }) => ['topic', metadata.name, spec.partitions, ...Object.entries(spec.config).flat()].join('\t')),
  ...ofKind(backing, 'KafkaUser').flatMap(({ metadata, spec }) =>
    spec.authorization.acls.flatMap(({ resource, operations }) =>
      operations.map((operation) => ['acl', metadata.name, resource.type, resource.name, resource.patternType, operation].join('\t')),
    ),
  ),
]);
lines('scram', ofKind(backing, 'KafkaUser').map(({ metadata }) => `SCRAM-SHA-512=[name=${metadata.name},password=${password(metadata.name)}]`));

const [cluster] = ofKind(backing, 'Cluster');
const may = (granted, name) => (granted ? name : `no${name}`);
lines('template1.sql', cluster.spec.bootstrap.initdb.postInitTemplateSQL);
lines('postgres.sql', [
  ...ofKind(backing, 'DatabaseRole').flatMap(({ spec }) => [
    `do $$ begin create role ${spec.name}; exception when duplicate_object then null; end $$`,
    `alter role ${spec.name} ${may(spec.login, 'login')} ${may(spec.superuser, 'superuser')} ${may(spec.createdb, 'createdb')} ` +
      `${may(spec.createrole, 'createrole')} ${may(spec.bypassrls, 'bypassrls')} password '${password(spec.passwordSecret.name)}'`,
  ]),
  ...ofKind(backing, 'Database').map(({ spec }) => `create database ${spec.name} owner ${spec.owner}`),
]);
// How long an instance has after it was told to end.
const pod = ofKind(app, 'Deployment')[0].spec.template.spec;
writeFileSync('grace', String(pod.terminationGracePeriodSeconds - pod.containers[0].lifecycle.preStop.sleep.seconds));
// The operator's own way in comes before the chart's rules.
lines('pg_hba.conf', ['host all postgres 127.0.0.1/32 trust', ...cluster.spec.postgresql.pg_hba]);

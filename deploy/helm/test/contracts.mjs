// Keeps what the charts need of the contracts inside them: a chart is installed without the rest of the repository.
// node contracts.mjs write: writes it; node contracts.mjs: says what differs and ends with 1.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import yaml from 'js-yaml';
import { compose, databaseScript, frontDoor, topicScript } from './compose.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const NOTE = '# Written by deploy/helm/test/contracts.mjs from';

const text = (file) => readFileSync(join(root, file), 'utf8');
export const routes = () => yaml.load(text('contracts/routes.yaml'));
export const topics = () => yaml.load(text('contracts/topics.yaml'));
export const names = ['catalog', 'enrolment', 'assessment', 'issuance', 'verification'];

function javaFiles(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((file) => file.endsWith('.java'))
    .map((file) => text(join(folder, file)));
}

/** Ports, consumers with their groups, and who sends requests to addresses that others chose, as the services' sources say. */
export function services() {
  const partitions = new Map(topics().map((topic) => [topic.name, topic.partitions]));
  return names.map((name) => {
    const lines = text(`${name}-service/src/main/resources/application.properties`).split('\n');
    const value = (key) => lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1);
    const consumers = lines
      .map((line) => /^mp\.messaging\.incoming\."([^"]+)"\.topic=(.+)$/.exec(line))
      .filter(Boolean)
      .map(([, channel, topic]) => ({
        group: value(`mp.messaging.incoming."${channel}".group.id`),
        topic,
        partitions: partitions.get(topic),
      }));
    return {
      name,
      port: Number(value('quarkus.http.port')),
      managementPort: Number(value('quarkus.management.port')),
      outbound: javaFiles(`${name}-service/src/main/java`).some((source) => source.includes('import org.testamur.platform.outbound.')),
      consumers,
    };
  });
}

/** Where services never send anything, as platform/outbound has it: networks by address family. */
export function forbiddenNetworks() {
  const source = text('platform/src/main/java/org/testamur/platform/outbound/AddressPolicy.java');
  const v4 = [...source.matchAll(/Block\.v4\((\d+), (\d+), (\d+), (\d+), (\d+), "/g)].map(([, a, b, c, d, bits]) => `${a}.${b}.${c}.${d}/${bits}`);
  const v6 = [...source.matchAll(/Block\.v6\(0x([0-9a-f]+), (?:0x)?([0-9a-f]+), (\d+), "(?!global)/g)].map(([, first, second, bits]) => {
    const hex = (part) => parseInt(part, 16).toString(16);
    return `${hex(first)}:${parseInt(second, 16) === 0 ? '' : hex(second)}${parseInt(second, 16) === 0 ? ':' : '::'}/${bits}`;
  });
  return { v4, v6 };
}

/**
 * The realm of the local stack without its people, its institutions and its clients with secrets. Passkeys are left out,
 * because the import resource of Keycloak 26.0 refuses that member; newer operators are given it by keycloak.realm.
 */
export function realm() {
  const { users, clients, groups, webAuthnPolicyPasswordlessPasskeysEnabled, ...rest } = JSON.parse(text('deploy/local/keycloak/testamur-realm.json'));
  return {
    ...rest,
    displayName: 'Testamur',
    // The local people's passwords are their names; here anybody may register.
    passwordPolicy: 'length(12) and maxLength(128) and notUsername(undefined) and notEmail(undefined)',
    groups: groups.map(({ name }) => ({ name })),
    clients: clients
      .filter((client) => client.publicClient)
      .map((client) =>
        client.redirectUris
          ? { ...client, redirectUris: client.redirectUris.filter((uri) => uri.startsWith('@PUBLIC_URL@')) }
          : client,
      ),
  };
}

/** Options of every JVM, as the chart has them: a cache in the images is for these. */
const javaOptions = () => yaml.load(text('deploy/helm/testamur/values.yaml')).javaOptions;

export function files() {
  const list = (value) => yaml.dump(value, { lineWidth: 150 });
  return {
    'deploy/helm/testamur/files/routes.yaml': `${NOTE} contracts/routes.yaml.\n${list(routes())}`,
    'deploy/helm/testamur/files/services.yaml': `${NOTE} the services' sources and contracts/topics.yaml.\n${list(services())}`,
    'deploy/helm/testamur/files/forbidden-networks.yaml': `${NOTE} platform/outbound.\n${list(forbiddenNetworks())}`,
    'deploy/helm/testamur-backing/files/topics.yaml': `${NOTE} contracts/topics.yaml.\n${list(topics())}`,
    'deploy/helm/testamur-backing/files/realm.json': `${JSON.stringify(realm(), null, 2)}\n`,
    'deploy/compose/compose.yaml': compose(services().map((service) => ({ ...service, javaOptions: javaOptions() }))),
    'deploy/compose/front-door.conf': frontDoor(routes(), services()),
    'deploy/compose/topics.sh': topicScript(topics()),
    'deploy/compose/databases.sh': databaseScript(names),
    // Keycloak fills in the variable when it imports; it has none of the theme, which is no part of its image.
    'deploy/compose/realm.json': `${JSON.stringify({ ...realm(), loginTheme: undefined }, null, 2).replaceAll('@PUBLIC_URL@', '${TESTAMUR_PUBLIC_URL}')}\n`,
  };
}

export function different() {
  return Object.entries(files())
    .filter(([file, wanted]) => {
      try {
        return text(file) !== wanted;
      } catch {
        return true;
      }
    })
    .map(([file]) => file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === 'write') {
    for (const [file, wanted] of Object.entries(files())) writeFileSync(join(root, file), wanted);
  } else {
    const found = different();
    for (const file of found) console.error(`${relative(root, join(root, file))} is not what the contracts say: npm run contracts`);
    process.exitCode = found.length ? 1 : 0;
  }
}

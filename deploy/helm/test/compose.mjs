// Writes what deploy/compose holds of the contracts: containers, routes of the front door, topics, databases and realm.
import yaml from 'js-yaml';

const NOTE = '# Written by deploy/helm/test/compose.mjs; npm run contracts in deploy/helm/test writes it anew.';
const ROLES = ['owner', 'app'];
const SUBNET = '${TESTAMUR_SUBNET:-172.30.84.0/24}';
const PUBLIC = '${TESTAMUR_PUBLIC_URL:?Say the public address, such as https://credentials.example.edu}';

/** Asks a management port by bash alone: images of services hold neither curl nor wget. */
const asks = (port, path) => [
  'CMD',
  'bash',
  '-c',
  `exec 3<>/dev/tcp/127.0.0.1/${port} && printf 'GET ${path} HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '`,
];
const check = (test, start_period = '60s') => ({ test, interval: '10s', timeout: '5s', retries: 6, start_period });
const healthy = { condition: 'service_healthy' };
const done = { condition: 'service_completed_successfully' };
// Ports can be published, and nothing finds its way back from outside, so nobody is reached there.
const WATCHED = { driver_opts: { 'com.docker.network.bridge.enable_ip_masquerade': 'false' } };
const closed = { read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], tmpfs: ['/tmp'], restart: 'unless-stopped' };

function environment({ name, port, managementPort, javaOptions }) {
  return {
    QUARKUS_HTTP_HOST: '0.0.0.0',
    QUARKUS_HTTP_PORT: String(port),
    QUARKUS_MANAGEMENT_PORT: String(managementPort),
    QUARKUS_SHUTDOWN_TIMEOUT: '10S',
    QUARKUS_CONFIG_LOCATIONS: `/run/secrets/${name}.properties`,
    QUARKUS_DATASOURCE_JDBC_URL: `jdbc:postgresql://postgres:5432/${name}`,
    QUARKUS_DATASOURCE_USERNAME: `${name}_app`,
    QUARKUS_FLYWAY_MIGRATE_AT_START: 'false',
    KAFKA_BOOTSTRAP_SERVERS: 'kafka:9092',
    QUARKUS_OIDC_AUTH_SERVER_URL: 'http://keycloak:8080/auth/realms/testamur',
    QUARKUS_OIDC_TOKEN_ISSUER: `${PUBLIC}/auth/realms/testamur`,
    QUARKUS_OIDC_DISCOVERY_ENABLED: 'false',
    QUARKUS_OIDC_JWKS_PATH: '/protocol/openid-connect/certs',
    TESTAMUR_PUBLIC_URL: PUBLIC,
    TESTAMUR_PROXIES_TRUSTED: SUBNET,
    JAVA_TOOL_OPTIONS: javaOptions,
  };
}

function migration(service) {
  const { name } = service;
  return {
    ...closed,
    restart: 'on-failure',
    image: `\${TESTAMUR_IMAGES:-}testamur-${name}:\${TESTAMUR_TAG:-0.1.0}`,
    user: '10001:10001',
    environment: {
      ...environment(service),
      QUARKUS_FLYWAY_MIGRATE_AT_START: 'true',
      QUARKUS_INIT_AND_EXIT: 'true',
      QUARKUS_FLYWAY_USERNAME: `${name}_owner`,
      QUARKUS_CONFIG_LOCATIONS: `/run/secrets/${name}.properties,/run/secrets/${name}-owner.properties`,
    },
    secrets: [`${name}.properties`, `${name}-owner.properties`],
    networks: ['inside'],
    depends_on: { postgres: healthy },
    mem_limit: '512m',
  };
}

function instance(service) {
  const { name, managementPort, outbound } = service;
  return {
    ...closed,
    image: `\${TESTAMUR_IMAGES:-}testamur-${name}:\${TESTAMUR_TAG:-0.1.0}`,
    user: '10001:10001',
    environment: environment(service),
    secrets: [`${name}.properties`],
    networks: ['inside', outbound ? 'outside' : 'watched'],
    // On this machine only: ./testamur doctor reads health and metrics there.
    ports: [`127.0.0.1:${managementPort}:${managementPort}`],
    depends_on: { [`${name}-migration`]: done, topics: done, postgres: healthy },
    healthcheck: check(asks(managementPort, '/q/health/ready')),
    stop_grace_period: '60s',
    mem_limit: '512m',
  };
}

export function compose(services) {
  const secretFiles = ['postgres', 'keycloak', 'keycloak-admin', 'databases', ...services.flatMap(({ name }) => [`${name}.properties`, `${name}-owner.properties`]), 'tls.crt', 'tls.key'];
  const named = (image, variable) => `\${${variable}:?Say the image, such as ${image}}`;
  const all = {
    postgres: {
      image: named('docker.io/library/postgres:18.1', 'POSTGRES_IMAGE'),
      environment: { POSTGRES_PASSWORD_FILE: '/run/secrets/postgres' },
      command: ['postgres', '-c', 'max_connections=200'],
      volumes: ['postgres:/var/lib/postgresql', './databases.sh:/docker-entrypoint-initdb.d/10-testamur.sh:ro'],
      secrets: ['postgres', 'databases'],
      networks: ['inside'],
      healthcheck: check(['CMD', 'pg_isready', '--username', 'postgres', '--host', '127.0.0.1']),
      restart: 'unless-stopped',
      security_opt: ['no-new-privileges:true'],
      stop_grace_period: '60s',
      shm_size: '256m',
    },
    kafka: {
      image: named('docker.io/apache/kafka:4.1.1', 'KAFKA_IMAGE'),
      environment: {
        KAFKA_NODE_ID: '1',
        KAFKA_PROCESS_ROLES: 'broker,controller',
        KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
        KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://kafka:9092',
        KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
        KAFKA_CONTROLLER_QUORUM_VOTERS: '1@kafka:9093',
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
        KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
        KAFKA_LOG_DIRS: '/var/lib/kafka/data',
        KAFKA_HEAP_OPTS: '-Xmx512m',
      },
      volumes: ['kafka:/var/lib/kafka/data'],
      networks: ['inside'],
      healthcheck: check(['CMD', '/opt/kafka/bin/kafka-broker-api-versions.sh', '--bootstrap-server', 'localhost:9092']),
      restart: 'unless-stopped',
      security_opt: ['no-new-privileges:true'],
      stop_grace_period: '60s',
    },
    topics: {
      image: named('docker.io/apache/kafka:4.1.1', 'KAFKA_IMAGE'),
      entrypoint: ['/bin/bash', '/topics.sh'],
      volumes: ['./topics.sh:/topics.sh:ro'],
      networks: ['inside'],
      depends_on: { kafka: healthy },
      restart: 'on-failure',
      security_opt: ['no-new-privileges:true'],
    },
    keycloak: {
      image: named('quay.io/keycloak/keycloak:26.4.5', 'KEYCLOAK_IMAGE'),
      entrypoint: [
        '/bin/bash',
        '-c',
        'export KC_DB_PASSWORD="$$(cat /run/secrets/keycloak)" KC_BOOTSTRAP_ADMIN_PASSWORD="$$(cat /run/secrets/keycloak-admin)"; exec /opt/keycloak/bin/kc.sh start --import-realm',
      ],
      environment: {
        KC_DB: 'postgres',
        KC_DB_URL: 'jdbc:postgresql://postgres:5432/keycloak',
        KC_DB_USERNAME: 'keycloak_owner',
        KC_BOOTSTRAP_ADMIN_USERNAME: 'admin',
        KC_HOSTNAME: `${PUBLIC}/auth`,
        KC_HOSTNAME_BACKCHANNEL_DYNAMIC: 'true',
        KC_HTTP_ENABLED: 'true',
        KC_HTTP_RELATIVE_PATH: '/auth',
        KC_PROXY_HEADERS: 'xforwarded',
        KC_HEALTH_ENABLED: 'true',
        TESTAMUR_PUBLIC_URL: PUBLIC,
      },
      volumes: ['./realm.json:/opt/keycloak/data/import/testamur-realm.json:ro'],
      secrets: ['keycloak', 'keycloak-admin'],
      // It sends mail and asks other identity providers.
      networks: ['inside', 'outside'],
      depends_on: { postgres: healthy },
      healthcheck: check(asks(9000, '/auth/health/ready'), '180s'),
      restart: 'unless-stopped',
      security_opt: ['no-new-privileges:true'],
      mem_limit: '1g',
    },
  };
  for (const service of services) {
    all[`${service.name}-migration`] = migration(service);
    all[service.name] = instance(service);
  }
  all['front-door'] = {
    image: named('docker.io/library/nginx:1.28.0', 'NGINX_IMAGE'),
    volumes: ['./front-door.conf:/etc/nginx/nginx.conf:ro'],
    secrets: ['tls.crt', 'tls.key'],
    networks: ['inside', 'outside'],
    ports: ['${TESTAMUR_HTTPS_PORT:-443}:8443', '${TESTAMUR_HTTP_PORT:-80}:8080'],
    depends_on: Object.fromEntries([...services.map(({ name }) => name), 'keycloak'].map((name) => [name, { condition: 'service_started' }])),
    healthcheck: check(['CMD', 'nginx', '-t', '-q']),
    restart: 'unless-stopped',
    security_opt: ['no-new-privileges:true'],
  };
  const document = {
    services: all,
    networks: { inside: { internal: true, ipam: { config: [{ subnet: SUBNET }] } }, watched: WATCHED, outside: {} },
    volumes: { postgres: {}, kafka: {} },
    secrets: Object.fromEntries(secretFiles.map((name) => [name, { file: `./secrets/${name}` }])),
  };
  return `${NOTE}\n# docs/one-server.md says how it is used, and what of it was run.\n${yaml.dump(document, { lineWidth: 200, noRefs: true, skipInvalid: true })}`;
}

/** Longest prefix of whole segments first, as the architecture page has it. */
export function frontDoor(routes, services) {
  const port = new Map(services.map(({ name, port }) => [name, port]));
  const escaped = (path) => path.replaceAll('.', '\\.');
  const lines = [...routes]
    .sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1))
    .map(({ path, service }) => `    ~^${escaped(path)}(/|$) ${service}:${port.get(service)};`);
  return `${NOTE}
# Refuses paths of more than one form and sets what services believe of a request (docs/hardening.md).
worker_processes auto;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;
events { worker_connections 1024; }
http {
  # Addresses of containers change; names are asked for anew.
  resolver 127.0.0.11 valid=10s;
  server_tokens off;
  access_log off;
  client_max_body_size 64m;
  large_client_header_buffers 4 16k;
  proxy_read_timeout 300s;
  map $uri $part {
    default "";
    ~^/auth/(realms/testamur|resources)(/|$) keycloak:8080;
${lines.join('\n')}
  }
  map $http_host $public_port {
    default 443;
    ~:(?<named>[0-9]+)$ $named;
  }
  map $upstream_http_referrer_policy $referrer_policy {
    default "";
    "" no-referrer;
  }
  server {
    listen 8080;
    return 301 https://$host$request_uri;
  }
  server {
    listen 8443 ssl;
    ssl_certificate /run/secrets/tls.crt;
    ssl_certificate_key /run/secrets/tls.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    merge_slashes off;
    add_header X-Content-Type-Options nosniff always;
    add_header Referrer-Policy $referrer_policy always;
    add_header Strict-Transport-Security "max-age=31536000" always;
    proxy_hide_header X-Content-Type-Options;
    proxy_hide_header Strict-Transport-Security;
    # Empty segments and segments of dots; encoded slashes, backslashes, dots, control characters, letters and digits; half
    # percent signs; semicolons.
    if ($request_uri ~* "^[^?]*(//|/\\.{1,2}(/|\\?|$)|%(2f|5c|2e|2d|5f|7e|7f|[01][0-9a-f]|3[0-9]|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])|%(?![0-9a-f][0-9a-f])|;|\\\\\\\\)") {
      return 400;
    }
    location / {
      if ($part = "") { return 404; }
      proxy_pass http://$part;
      proxy_http_version 1.1;
      proxy_buffering off;
      proxy_request_buffering off;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header Forwarded "";
      proxy_set_header X-Original-URL "";
      proxy_set_header X-Rewrite-URL "";
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Port $public_port;
      proxy_set_header X-Forwarded-Proto https;
    }
  }
}
`;
}

export function topicScript(topics) {
  const lines = topics.map(({ name, partitions, config = {} }) => {
    const settings = Object.entries(config).map(([key, value]) => ` --config ${key}=${value}`);
    return `create ${name} ${partitions}${settings.join('')}`;
  });
  return `#!/bin/bash
${NOTE}
set -eu
create() { # name partitions settings...
  local name=$1 partitions=$2
  shift 2
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --create --if-not-exists --topic "$name" --partitions "$partitions" --replication-factor 1 "$@"
}
${lines.join('\n')}
`;
}

/** Roles, databases and grants: the owner's tables are the application's to read and write, and never its own. */
export function databaseScript(names) {
  return `#!/bin/bash
${NOTE}
# The image runs it once, when its volume is empty. Passwords stand in /run/secrets/databases, a line each: ROLE PASSWORD.
set -eu
sql() { psql -v ON_ERROR_STOP=1 --username postgres --dbname "$1"; }
password() { sed -n "s/^$1 //p" /run/secrets/databases; }
make() { # database
  sql postgres <<SQL
create role $1_owner login password '$(password "$1_owner")';
create database $1 owner $1_owner;
revoke all on database $1 from public;
SQL
}
for database in ${names.join(' ')}; do
  make "$database"
  sql postgres <<SQL
create role \${database}_app login password '$(password "\${database}_app")';
grant connect on database $database to \${database}_app;
SQL
  sql "$database" <<SQL
alter schema public owner to \${database}_owner;
grant usage on schema public to \${database}_app;
alter default privileges for role \${database}_owner in schema public grant select, insert, update, delete on tables to \${database}_app;
alter default privileges for role \${database}_owner in schema public grant usage, select on sequences to \${database}_app;
alter default privileges for role \${database}_owner in schema public grant execute on functions to \${database}_app;
SQL
done
make keycloak
`;
}

export const roles = (names) => [...names.flatMap((name) => ROLES.map((role) => `${name}_${role}`)), 'keycloak_owner'];

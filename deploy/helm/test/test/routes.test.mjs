import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases, values } from '../cases.mjs';
import { names, routes, services } from '../contracts.mjs';
import { ofKind, render } from '../helm.mjs';

const under = (path, prefix) => path === prefix || path.startsWith(`${prefix}/`);
const longest = (path, table) => table.filter(({ prefix }) => under(path, prefix)).sort((a, b) => b.prefix.length - a.prefix.length)[0]?.to;

/** As the local front door does it (Routes.java). */
const frontDoor = (path) => longest(path, [{ prefix: '/auth', to: 'login' }, ...routes().map(({ path: prefix, service }) => ({ prefix, to: service }))]);

const probes = [
  ...routes().flatMap(({ path }) => [path, `${path}/`, `${path}/x`, `${path}/x/y`, `${path}x`, `${path}.json`]),
  '/', '/q/health/live', '/q/health/ready', '/q/metrics', '/metrics', '/credentials/verify/x', '/credentials/verifyx', '/credentials/1/verify',
  '/.well-known/did.json', '/.well-known/openid-credential-issuer', '/openapi.jsonx', '/verification/operations/health', '/unknown',
];

/** Backends are Services of the chart; what they are of is their name without the release's. */
const part = (service) => (service === 'testamur-keycloak-service' ? 'login' : service.replace(/^testamur-/, ''));

/** Gateway API: among all routes that are attached to the host's listener, the longest prefix of whole segments wins. */
function byGateway(objects, host) {
  const table = ofKind(objects, 'HTTPRoute')
    .filter((route) => route.spec.hostnames?.includes(host))
    .flatMap((route) => route.spec.rules)
    .flatMap((rule) => rule.matches.map(({ path }) => ({ type: path.type, prefix: path.value, to: part(rule.backendRefs[0].name), rule })));
  for (const entry of table) {
    assert.equal(entry.type, 'PathPrefix');
    assert.equal(entry.rule.backendRefs.length, 1);
  }
  return (path) => longest(path, table);
}

function byIngress(objects, host) {
  const rules = ofKind(objects, 'Ingress').flatMap((ingress) => ingress.spec.rules).filter((rule) => rule.host === host);
  assert.equal(rules.length, 1);
  for (const { pathType } of rules[0].http.paths) assert.equal(pathType, 'Prefix');
  return (path) => longest(path, rules[0].http.paths.map((it) => ({ prefix: it.path, to: part(it.backend.service.name) })));
}

for (const [title, it] of Object.entries(cases)) {
  test(`${title}: every host answers each path as the local front door does`, () => {
    const objects = render('testamur', it.values, it);
    const hosts = [it.values.publicUrl.replace('https://', ''), ...(it.values.domains ?? []).map(({ host }) => host)];
    const elsewhere = it.values.login?.service === '';
    for (const host of hosts) {
      const answers = it.values.routing.by === 'ingress' ? byIngress(objects, host) : byGateway(objects, host);
      for (const path of probes) assert.equal(answers(path), frontDoor(path), `${host}${path}`);
      // Log-in's own administration stays within: the local stack is the only place where /auth is open as a whole.
      const login = elsewhere ? undefined : 'login';
      assert.equal(answers('/auth/realms/testamur/protocol/openid-connect/auth'), login);
      assert.equal(answers('/auth/resources/x/login/style.css'), login);
      for (const path of ['/auth', '/auth/realms', '/auth/realms/master', '/auth/realms/master/protocol/openid-connect/token', '/auth/realms/testamurx', '/auth/admin', '/auth/admin/master/console', '/auth/realmsx', '/auth/metrics', '/auth/health']) assert.equal(answers(path), undefined, path);
    }
  });
}

test('the realm that is public is the one that tokens are of', () => {
  const issuer = 'https://credentials.example.edu/auth/realms/northfield';
  for (const [more, realm] of [
    [{ issuer, internalUrl: 'https://testamur-keycloak-service:8443/auth/realms/northfield' }, 'northfield'],
    [{ issuer: 'https://elsewhere.example.edu/realms/x' }, 'testamur'],
  ]) {
    const answers = byGateway(render('testamur', values({ login: more })), 'credentials.example.edu');
    for (const other of ['northfield', 'testamur', 'master', 'x']) assert.equal(answers(`/auth/realms/${other}/account`), other === realm ? 'login' : undefined, other);
  }
});

test('each backend is a Service whose port leads to the service, and none to a management port', () => {
  const objects = render('testamur', values());
  const ports = new Map(services().map(({ name, port }) => [name, port]));
  for (const service of ofKind(objects, 'Service')) {
    const name = part(service.metadata.name);
    assert.deepEqual(service.spec.ports.map(({ port, targetPort }) => [port, targetPort]), [[ports.get(name), 'http']]);
    const deployment = objects.find((object) => object.kind === 'Deployment' && object.metadata.name === service.metadata.name);
    const labels = deployment.spec.template.metadata.labels;
    for (const [label, value] of Object.entries(service.spec.selector)) assert.equal(labels[label], value);
    const [container] = deployment.spec.template.spec.containers;
    assert.equal(container.ports.find((it) => it.name === 'http').containerPort, ports.get(name));
    assert.equal(container.ports.find((it) => it.name === 'management').containerPort, ports.get(name) + 1000);
  }
  assert.equal(ofKind(objects, 'Service').length, names.length);
  for (const route of ofKind(objects, 'HTTPRoute')) {
    for (const { name, port } of route.spec.rules.flatMap((rule) => rule.backendRefs ?? [])) assert.equal(port, ports.get(part(name)) ?? 8080);
  }
});

test('each host has its own listener and certificate, and plain HTTP leads to https and nowhere else', () => {
  const it = cases['more hosts than a route has room for'];
  const objects = render('testamur', it.values, it);
  const [gateway] = ofKind(objects, 'Gateway');
  const listeners = new Map(gateway.spec.listeners.map((listener) => [listener.name, listener]));
  assert.equal(listeners.size, 42);
  const certificates = new Map(it.values.domains.map(({ host, certificateSecret }) => [host, certificateSecret]));
  for (const listener of listeners.values()) {
    if (listener.protocol === 'HTTP') continue;
    assert.equal(listener.tls.certificateRefs[0].name, certificates.get(listener.hostname) ?? 'public-tls');
  }
  for (const route of ofKind(objects, 'HTTPRoute')) {
    const attached = route.spec.parentRefs.map(({ sectionName }) => listeners.get(sectionName));
    if (route.metadata.name === 'testamur-https') {
      assert.deepEqual(attached.map(({ protocol }) => protocol), ['HTTP']);
      assert.deepEqual(route.spec.rules, [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }]);
    } else {
      assert.deepEqual(attached.map(({ hostname }) => hostname), route.spec.hostnames);
      assert.ok(attached.every(({ protocol }) => protocol === 'HTTPS'));
    }
  }
});

test('an answer is marked as the front door marks it, and what a client says of its way is taken off', () => {
  for (const route of ofKind(render('testamur', values()), 'HTTPRoute').filter(({ metadata }) => metadata.name !== 'testamur-https')) {
    const filters = new Map(route.spec.rules[0].filters.map((filter) => [filter.type, filter]));
    assert.deepEqual(filters.get('RequestHeaderModifier').requestHeaderModifier.remove, ['Forwarded', 'X-Original-URL', 'X-Rewrite-URL']);
    const set = new Map(filters.get('ResponseHeaderModifier').responseHeaderModifier.set.map(({ name, value }) => [name, value]));
    assert.equal(set.get('X-Content-Type-Options'), 'nosniff');
    assert.match(set.get('Strict-Transport-Security'), /max-age=31536000/);
  }
});

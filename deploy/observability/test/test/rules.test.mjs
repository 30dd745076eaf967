import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { unknown } from '../exported.mjs';
import { root } from '../metrics.mjs';
import { read } from '../promql.mjs';
import { alerts, files, folder, rules, unitTests } from '../rules.mjs';

const promtool = (...of) => spawnSync(process.env.PROMTOOL ?? 'promtool', of, { encoding: 'utf8', cwd: join(folder, 'tests') });

test('promtool takes every file of rules', () => {
  const result = promtool('check', 'rules', ...files().map(({ file }) => join(folder, file)));
  assert.equal(result.status, 0, result.error?.message ?? result.stdout + result.stderr);
});

test('every alert fires and stays quiet when its unit tests say so', () => {
  const result = promtool('test', 'rules', ...readdirSync(join(folder, 'tests')));
  assert.equal(result.status, 0, result.error?.message ?? result.stdout + result.stderr);
});

test('every alert has a unit test in which it fires and one in which it does not', () => {
  for (const { alert, labels } of alerts()) {
    const of = unitTests().flatMap((each) => (each.alert_rule_test ?? []).filter((one) => one.alertname === alert));
    const severities = of.flatMap((one) => one.exp_alerts.map((expected) => expected.exp_labels.severity));
    assert.ok(severities.includes(labels.severity), `${alert} (${labels.severity}) never fires in a test`);
    assert.ok(of.some((one) => one.exp_alerts.length === 0), `${alert} is never quiet in a test`);
  }
});

for (const rule of rules()) {
  const name = rule.alert ? `${rule.alert} (${rule.labels.severity})` : rule.record;
  test(`${name} reads metrics and labels that are exported`, () => {
    assert.deepEqual(unknown(rule.expr), []);
  });
}

test('a metric or a label that nobody exports is noticed', () => {
  assert.deepEqual(unknown('max(testamur_outbox_eldest_seconds) > 1'), ['testamur_outbox_eldest_seconds']);
  assert.deepEqual(unknown('testamur_degraded{code="kafka"} == 1'), ['testamur_degraded{code}']);
  assert.deepEqual(unknown('sum by (topic) (testamur_dead_letters)'), ['by (topic)']);
  assert.deepEqual(unknown('rate(testamur_credential_issue_delay_seconds_bucket{le="5.0"}[5m])'), []);
  assert.throws(() => read('sum by (x (up)'));
});

test('thresholds of the objectives are buckets that the code declares', () => {
  const levels = readFileSync(join(root, 'platform/src/main/java/org/testamur/platform/health/ServiceLevels.java'), 'utf8');
  const used = new Set(rules().flatMap(({ expr }) => [...expr.matchAll(/le="([\d.]+)"/g)].map((match) => match[1])));
  assert.deepEqual([...used].sort(), ['0.5', '5.0']);
  assert.match(levels, /Duration\.ofSeconds\(5\)/);
  assert.match(levels, /ANSWERS =\s*List\.of\([^;]*Duration\.ofMillis\(500\)/);
});

test('every alert has severity, summary, description and a runbook with its four parts', () => {
  for (const { alert, labels, annotations } of alerts()) {
    assert.ok(['critical', 'warning', 'info'].includes(labels.severity), alert);
    assert.deepEqual(Object.keys(annotations), ['summary', 'description', 'runbook_url'], alert);
    assert.equal(annotations.runbook_url, `https://testamur.org/docs/runbooks/${alert}.md`);
    const page = readFileSync(join(root, `docs/runbooks/${alert}.md`), 'utf8');
    assert.deepEqual(page.match(/^#+ .*/gm), [`# ${alert}`, '## Meaning', '## First look', '## Mend', '## Prevent'], alert);
    assert.match(page, /## First look\n\n```sh\n(?:.+\n)+```/, alert);
    assert.ok(page.toLowerCase().includes(labels.severity), `${alert}: its runbook does not say ${labels.severity}`);
  }
});

test('every runbook of an alert belongs to an alert, and the list has each', () => {
  const names = new Set(alerts().map(({ alert }) => alert));
  const pages = readdirSync(join(root, 'docs/runbooks')).filter((file) => file.startsWith('Testamur'));
  assert.deepEqual(pages.sort(), [...names].map((name) => `${name}.md`).sort());
  const list = readFileSync(join(root, 'docs/runbooks/README.md'), 'utf8');
  for (const name of names) assert.ok(list.includes(`| [${name}](${name}.md) |`), name);
});

/** Commands of a runbook, comments left out. */
const commands = (page) => [...page.matchAll(/```sh\n([^]*?)```/g)].map((match) => match[1]).join('\n');

test('queries of runbooks parse and read what is exported', () => {
  for (const { alert } of alerts()) {
    const page = readFileSync(join(root, `docs/runbooks/${alert}.md`), 'utf8');
    for (const [, query] of commands(page).matchAll(/promtool query instant \$PROM '([^']+)'/g)) assert.deepEqual(unknown(query), [], `${alert}: ${query}`);
  }
});

test('requests of runbooks are operations of the API', () => {
  const paths = Object.keys(JSON.parse(readFileSync(join(root, 'contracts/openapi/released.json'), 'utf8')).paths).map(
    // What a reader fills in is written in capitals; a list of reconciliation is named by its own word.
    (path) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '(?:[A-Z][A-Z-]*|passes-without-credential)')}$`),
  );
  for (const { alert } of alerts()) {
    const page = readFileSync(join(root, `docs/runbooks/${alert}.md`), 'utf8').replaceAll(/\s+/g, ' ');
    const named = [...page.matchAll(/\$P(\/[\w/-]+)/g), ...page.matchAll(/`(?:GET|POST) (\/[\w/-]+)`/g)].map((match) => match[1]);
    assert.ok(named.every((path) => path.length > 5), alert);
    for (const path of named) {
      // SERVICE and OWNER stand for any service.
      const one = path.replace(/^\/(SERVICE|OWNER)\//, '/issuance/');
      assert.ok(paths.some((known) => known.test(one)), `${alert}: ${path}`);
    }
  }
});

test('links of runbooks lead somewhere', () => {
  for (const file of readdirSync(join(root, 'docs/runbooks'))) {
    const page = readFileSync(join(root, 'docs/runbooks', file), 'utf8');
    for (const [, target, anchor] of page.matchAll(/\]\(([\w./-]+\.md)(?:#([\w-]+))?\)/g)) {
      const path = join(root, 'docs/runbooks', target);
      assert.ok(existsSync(path), `${file}: ${target}`);
      if (!anchor) continue;
      const anchors = [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm)].map((match) =>
        match[1].toLowerCase().replaceAll(/[^\p{L}\p{N}\- ]/gu, '').replaceAll(' ', '-'),
      );
      assert.ok(anchors.includes(anchor), `${file}: ${target}#${anchor}`);
    }
  }
});

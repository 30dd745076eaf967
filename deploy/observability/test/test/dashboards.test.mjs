import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import yaml from 'js-yaml';
import { dashboards, file, folder, text } from '../dashboards.mjs';
import { filled } from '../promql.mjs';
import { metrics } from '../metrics.mjs';
import { unknown } from '../exported.mjs';

const read = () => readdirSync(folder).sort().map((name) => ({ name, content: JSON.parse(readFileSync(join(folder, name), 'utf8')) }));
const panels = ({ content }) => content.panels.filter((panel) => panel.type !== 'row');
const expressions = () => read().flatMap((dashboard) => panels(dashboard).flatMap((panel) => panel.targets.map(({ expr }) => ({ where: `${dashboard.name}, ${panel.title}`, expr: filled(expr) }))));

test('the files are what dashboards.mjs writes', () => {
  assert.deepEqual(readdirSync(folder).sort(), dashboards().map((each) => `${each.uid}.json`).sort());
  for (const each of dashboards()) assert.equal(readFileSync(file(each), 'utf8'), text(each), `${each.uid}: npm run dashboards writes it`);
});

test('every query parses, and reads metrics and labels that are exported', () => {
  for (const { where, expr } of expressions()) assert.deepEqual(unknown(expr), [], `${where}: ${expr}`);
});

test('promtool takes every query', () => {
  const work = mkdtempSync(join(tmpdir(), 'testamur-dashboards-'));
  try {
    const rules = expressions().map(({ expr }, at) => ({ record: `dashboard:query:${at}`, expr }));
    assert.ok(rules.length > 100, `${rules.length} queries`);
    writeFileSync(join(work, 'queries.yaml'), yaml.dump({ groups: [{ name: 'queries', rules }] }));
    const result = spawnSync(process.env.PROMTOOL ?? 'promtool', ['check', 'rules', '--lint=none', join(work, 'queries.yaml')], { encoding: 'utf8' });
    assert.equal(result.status, 0, result.error?.message ?? result.stdout + result.stderr);
  } finally {
    rmSync(work, { recursive: true });
  }
});

test('every panel has a title of its own, a description and a unit', () => {
  for (const dashboard of read()) {
    const titles = panels(dashboard).map(({ title }) => title);
    assert.deepEqual(titles, [...new Set(titles)], dashboard.name);
    for (const panel of panels(dashboard)) {
      assert.ok(panel.title && panel.description?.endsWith('.'), `${dashboard.name}: ${panel.title}`);
      assert.match(panel.fieldConfig.defaults.unit, /^(short|s|bytes|percentunit|reqps|cps)$/, panel.title);
      assert.ok(panel.targets.length > 0, panel.title);
    }
  }
});

test('nothing names a data source but by the variable', () => {
  for (const { name, content } of read()) {
    const found = [];
    JSON.stringify(content, (key, value) => {
      if (key === 'datasource' && value) found.push(value);
      return value;
    });
    assert.ok(found.length > 5, name);
    for (const one of found) assert.deepEqual(one, { type: 'prometheus', uid: '${datasource}' }, name);
    assert.equal(content.templating.list[0].type, 'datasource', name);
    assert.equal('__inputs' in content, false, name);
  }
});

test('panels of a dashboard do not overlap and fit its width', () => {
  for (const { name, content } of read()) {
    const ids = content.panels.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)], name);
    const taken = new Set();
    for (const { title, gridPos: { x, y, w, h } } of content.panels) {
      assert.ok(x >= 0 && x + w <= 24, `${name}: ${title}`);
      for (let column = x; column < x + w; column++) {
        for (let line = y; line < y + h; line++) {
          assert.ok(!taken.has(`${column},${line}`), `${name}: ${title} lies on another`);
          taken.add(`${column},${line}`);
        }
      }
    }
  }
});

test('variables that queries use are declared', () => {
  for (const { name, content } of read()) {
    const declared = content.templating.list.map((variable) => variable.name);
    for (const [, used] of JSON.stringify(content.panels).matchAll(/\$\{?(?!__)(\w+)/g)) assert.ok(declared.includes(used), `${name}: $${used}`);
  }
});

// What no dashboard shows is known by name, with the reason.
const LEFT_OUT = {
  testamur_name_changes_refused_total: 'rare; the log says more',
  testamur_result_batches_rows: 'rows of batches are shown as they are settled',
  testamur_results_erased_total: 'erasures are shown where they begin',
  testamur_signing_provider: 'a fact of the release, not a figure',
  testamur_templates_compiling_seconds: 'once for each achievement',
  testamur_templates_refused_total: 'the general path is shown',
  testamur_credentials_signing_batch_seconds: 'the time of batches is shown as a whole',
};

test('every metric of the product is on a dashboard, or is left out for a reason', () => {
  const shown = expressions().map(({ expr }) => expr).join('\n');
  const missing = metrics().metrics.map(({ name }) => name).filter((name) => !new RegExp(`\\b${name}(_sum|_count|_bucket|_max)?\\b`).test(shown));
  assert.deepEqual(missing.sort(), Object.keys(LEFT_OUT).sort());
});

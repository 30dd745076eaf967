import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metrics, page, written } from '../metrics.mjs';

test('every metric is declared by the rules of docs/metrics.md', () => {
  const { metrics: all, faults } = metrics();
  assert.deepEqual(faults, []);
  assert.ok(all.length > 80, `${all.length} metrics: the sources are read wrongly`);
});

test('docs/metrics.md says what the code declares', () => {
  assert.equal(written(), page(), 'npm run metrics in deploy/observability/test writes it');
});

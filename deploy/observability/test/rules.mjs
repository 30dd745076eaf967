// Reads the rules and their unit tests.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import yaml from 'js-yaml';
import { root } from './metrics.mjs';

export const folder = join(root, 'deploy/observability/rules');
const load = (of) =>
  readdirSync(of)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ file, content: yaml.load(readFileSync(join(of, file), 'utf8')) }));

export const files = () => load(folder);
export const rules = () => files().flatMap(({ file, content }) => content.groups.flatMap((group) => group.rules.map((rule) => ({ ...rule, file, group: group.name }))));
export const alerts = () => rules().filter((rule) => rule.alert);
export const unitTests = () => load(join(folder, 'tests')).flatMap(({ file, content }) => content.tests.map((each) => ({ ...each, file })));

/** Names of recorded series with their labels: those that the outermost aggregation keeps. */
export const recorded = () =>
  new Map(
    rules()
      .filter((rule) => rule.record)
      .map((rule) => [rule.record, [...(/^sum by \(([\w, ]+)\)/.exec(rule.expr)?.[1].split(', ') ?? [])]]),
  );

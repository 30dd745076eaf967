// Reads from the services' sources which metrics they export, and writes docs/metrics.md.
// node metrics.mjs write: writes it; node metrics.mjs: says what is wrong and ends with 1.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
export const services = ['catalog', 'enrolment', 'assessment', 'issuance', 'verification'];
const modules = ['platform', ...services.map((name) => `${name}-service`)];
const KINDS = { Gauge: 'gauge', MultiGauge: 'gauge', TimeGauge: 'gauge', Counter: 'counter', Timer: 'timer', DistributionSummary: 'summary' };

/** Labels that the scrape configuration adds to each series. */
export const added = ['job', 'service', 'instance'];

/** Metrics of others that rules and dashboards read, with their labels: who exports them, and what they say. */
export const foreign = {
  up: { by: 'Prometheus', labels: [], says: '1 while an instance gives its metrics' },
  ALERTS: { by: 'Prometheus', labels: ['alertname', 'alertstate', 'severity'], says: 'Alerts that are pending or firing' },
  http_server_requests_seconds: {
    by: 'Quarkus, with buckets of ServiceLevels',
    labels: ['method', 'outcome', 'status', 'uri'],
    series: ['_count', '_sum', '_max', '_bucket'],
    says: 'Requests by their path template, and how long their answers took',
  },
  jvm_memory_used_bytes: { by: 'Micrometer', labels: ['area', 'id'], says: 'Memory of the process' },
  jvm_gc_live_data_size_bytes: { by: 'Micrometer', labels: [], says: 'Heap in use after the last full collection' },
  jvm_gc_max_data_size_bytes: { by: 'Micrometer', labels: [], says: 'How large that may become' },
  jvm_gc_pause_seconds: { by: 'Micrometer', labels: ['action', 'cause', 'gc'], series: ['_count', '_sum', '_max'], says: 'Pauses for collections' },
  process_cpu_usage: { by: 'Micrometer', labels: [], says: "Share of the machine's processors that the process uses" },
  kubelet_volume_stats_available_bytes: { by: 'the kubelet', labels: ['namespace', 'persistentvolumeclaim'], says: 'What is free on a volume' },
  kubelet_volume_stats_capacity_bytes: { by: 'the kubelet', labels: ['namespace', 'persistentvolumeclaim'], says: 'The size of a volume' },
  certmanager_certificate_expiration_timestamp_seconds: { by: 'cert-manager', labels: ['namespace', 'name'], says: 'When a certificate ends' },
};

const java = (module) =>
  readdirSync(join(root, module, 'src/main/java'), { recursive: true })
    .filter((file) => file.endsWith('.java'))
    .map((file) => join(module, 'src/main/java', file))
    .sort();

/** Where the parenthesis closes that opens at a place; strings are skipped. */
function closing(text, open) {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '"') {
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  throw new Error('a parenthesis does not close');
}

/** The calls of a chain that begins with builder(...), up to register(...). */
function chain(text, open) {
  const calls = [];
  let name = 'builder';
  for (;;) {
    const end = closing(text, open);
    calls.push({ name, text: text.slice(open + 1, end) });
    const next = /^\s*\.(\w+)\(/.exec(text.slice(end + 1));
    if (!next || name === 'register') return calls;
    name = next[1];
    open = end + next[0].length;
  }
}

const literals = (text) => [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1].replaceAll('\\"', '"'));

function declared(file, module) {
  const text = readFileSync(join(root, file), 'utf8');
  const found = [];
  const faults = [];
  for (const match of text.matchAll(/\b(\w+)\s*\.builder\(/g)) {
    const kind = KINDS[match[1]];
    if (!kind) {
      if (/^(FunctionCounter|FunctionTimer|LongTaskTimer)$/.test(match[1])) faults.push(`${file}: ${match[1]} is not known to metrics.mjs`);
      continue;
    }
    const calls = chain(text, match.index + match[0].length - 1);
    const all = (name) => calls.filter((call) => call.name === name);
    const id = /^\s*"(testamur\.[a-z.-]+)"/.exec(calls[0].text)?.[1];
    if (!id) {
      faults.push(`${file}: a ${match[1]} whose name is not written out as "testamur..."`);
      continue;
    }
    const tags = [...all('tag').map((call) => literals(call.text)[0]), ...all('tags').flatMap((call) => literals(call.text))];
    if (match[1] === 'MultiGauge') tags.push(...[...text.matchAll(/Row\.of\(\s*Tags\.of\("(\w+)"/g)].map((row) => row[1]));
    found.push({
      id,
      kind,
      module,
      file,
      tags,
      unit: literals(all('baseUnit')[0]?.text ?? '')[0] ?? (kind === 'timer' ? 'seconds' : ''),
      says: literals(all('description')[0]?.text ?? '').join(''),
      buckets: ['publishPercentileHistogram', 'serviceLevelObjectives'].some((name) => all(name).length > 0),
      quantiles: all('publishPercentiles').length > 0,
    });
  }
  if (/\bmetrics\(?\)?\s*\.(counter|gauge|timer|summary)\(/.test(text)) faults.push(`${file}: a metric without a description; use its builder`);
  return { found, faults };
}

/** The name in Prometheus, without what a series of it adds. */
function family({ id, kind, unit }) {
  const name = id.replaceAll(/[.-]/g, '_');
  const whole = unit && !name.endsWith(`_${unit}`) ? `${name}_${unit}` : name;
  return kind === 'counter' ? `${whole}_total` : whole;
}

/** Every metric once, and what is wrong with how they are declared. */
export function metrics() {
  const byName = new Map();
  const faults = [];
  for (const module of modules) {
    for (const file of java(module)) {
      const { found, faults: here } = declared(file, module);
      faults.push(...here);
      for (const metric of found) {
        const name = family(metric);
        const before = byName.get(name);
        if (!metric.says) faults.push(`${file}: ${metric.id} has no description`);
        if (/^[a-z]/.test(metric.says) || metric.says.endsWith('.')) faults.push(`${file}: the description of ${metric.id} begins with a capital and has no full stop`);
        if (metric.unit && !['seconds', 'bytes', 'ratio', 'records', 'rows'].includes(metric.unit)) faults.push(`${file}: ${metric.id} has the unit ${metric.unit}`);
        if (/\.(seconds|bytes|ratio|total|count|sum|max)$/.test(metric.id)) faults.push(`${file}: ${metric.id} ends in a unit or suffix, which baseUnit or the kind adds`);
        if (before) {
          for (const same of ['kind', 'says', 'unit']) if (before[same] !== metric[same]) faults.push(`${file}: ${metric.id} has another ${same} than in ${before.file}`);
          if (before.tags.join() !== metric.tags.join()) faults.push(`${file}: ${metric.id} has other labels than in ${before.file}`);
          continue;
        }
        byName.set(name, { ...metric, name });
      }
    }
  }
  return { metrics: [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), faults };
}

const suffixes = ({ kind, buckets, quantiles }) =>
  kind === 'timer' || kind === 'summary' ? ['_count', '_sum', '_max', ...(buckets ? ['_bucket'] : []), ...(quantiles ? [''] : [])] : [''];

/** Labels by the names of all series that rules and dashboards may read. */
export function series() {
  const known = new Map();
  for (const metric of metrics().metrics) {
    for (const suffix of suffixes(metric)) {
      known.set(metric.name + suffix, [...metric.tags, ...(suffix === '_bucket' ? ['le'] : []), ...(suffix === '' && metric.quantiles ? ['quantile'] : [])]);
    }
  }
  for (const [name, { labels, series: of = [''] }] of Object.entries(foreign)) {
    for (const suffix of of) known.set(name + suffix, [...labels, ...(suffix === '_bucket' ? ['le'] : [])]);
  }
  return known;
}

const shown = ({ kind, buckets, quantiles }) =>
  kind === 'timer' || kind === 'summary' ? (buckets ? 'histogram' : quantiles ? 'summary with quantiles' : 'summary') : kind;

export function page() {
  const all = metrics().metrics;
  const lines = [
    '# Metrics',
    '',
    '<!-- Written by deploy/observability/test/metrics.mjs from the sources: npm run metrics -->',
    '',
    'Each instance gives its metrics at `/q/metrics` on its management port (locally 9081 to 9085, for catalog, enrolment,',
    'assessment, issuance and verification). Rules, dashboards and the scrape configuration that adds the labels `job`, `service`',
    'and `instance` are in [deploy/observability](../deploy/observability); [runbooks](runbooks/README.md) has a page for each alert.',
    '',
    '## Names',
    '',
    '- A metric is called `testamur`, the thing, and what is measured of it: `testamur_outbox_oldest_seconds`. What a service alone has',
    '  may begin with its subject: `testamur_credentials_issued_total`.',
    '- Times are in seconds, sizes in bytes, shares are ratios from 0 to 1, and the name ends in the unit. A count has no unit, but',
    '  `records` and `rows` where it would be unclear. A counter ends in `_total`; an instant in `_timestamp_seconds`.',
    '- What is left until something ends says `left`; an age or a wait says `oldest` or `age`; both are seconds.',
    '- A label takes few values, all from the code: states, kinds, outcomes, names of consumers and loops. Never an id, a name, an',
    '  address or anything of a person.',
    '- The help text is one phrase that says what is counted. A gauge of what is not known is `NaN`.',
    '- In the code each is made by its builder with its name written out, a description and `baseUnit`; a test refuses others and',
    '  a page that differs from the code.',
    '',
    'A histogram has `_bucket`, `_count`, `_sum` and `_max`; a summary `_count`, `_sum` and `_max`, some with quantiles of the one instance.',
    '',
  ];
  for (const module of modules) {
    const here = all.filter((metric) => metric.module === module);
    lines.push(`## ${module === 'platform' ? 'Every service' : module.replace('-service', '').replace(/^./, (first) => first.toUpperCase())}`, '');
    lines.push('| name | type | unit | labels | meaning |', '|---|---|---|---|---|');
    for (const metric of here) {
      const says = metric.says.replaceAll('|', '\\|').replaceAll(/\{(\w+)\}/g, '`{$1}`');
      lines.push(`| \`${metric.name}\` | ${shown(metric)} | ${metric.unit} | ${metric.tags.map((tag) => `\`${tag}\``).join(', ')} | ${says} |`);
    }
    lines.push('');
  }
  lines.push('## Of others', '', 'Rules and dashboards also read these. Quarkus and Micrometer export more.', '');
  lines.push('| name | exported by | labels | meaning |', '|---|---|---|---|');
  for (const [name, { by, labels, says }] of Object.entries(foreign)) {
    lines.push(`| \`${name}\` | ${by} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${says} |`);
  }
  return `${lines.join('\n')}\n`;
}

const FILE = 'docs/metrics.md';
export const written = () => readFileSync(join(root, FILE), 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { faults } = metrics();
  faults.forEach((fault) => console.error(fault));
  if (process.argv[2] === 'write') writeFileSync(join(root, FILE), page());
  else if (page() !== written()) faults.push(`${FILE} differs from the code: npm run metrics in deploy/observability/test`);
  process.exitCode = faults.length ? 1 : 0;
}

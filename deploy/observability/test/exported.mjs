// Says what an expression reads that nobody exports.
import { added, series } from './metrics.mjs';
import { read } from './promql.mjs';
import { recorded } from './rules.mjs';

let known;

/** Metrics, labels and labels of aggregations that are not known; throws where it does not parse. */
export function unknown(expression) {
  known ??= new Map([...series(), ...recorded()]);
  const { selectors, groupings } = read(expression);
  const all = new Set([...added, ...selectors.flatMap(({ metric }) => known.get(metric) ?? [])]);
  return [
    ...selectors.filter(({ metric }) => !known.has(metric)).map(({ metric }) => metric),
    ...selectors.flatMap(({ metric, labels }) => labels.filter((label) => ![...added, ...(known.get(metric) ?? [])].includes(label)).map((label) => `${metric}{${label}}`)),
    ...groupings.flat().filter((label) => !all.has(label)).map((label) => `by (${label})`),
  ];
}

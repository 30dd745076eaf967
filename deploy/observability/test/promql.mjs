// Reads PromQL: what it selects, and whether it parses at all.
import { parser } from '@prometheus-io/lezer-promql';

const strict = parser.configure({ strict: true });

/** Grafana's variables as values that a query may have. */
export const filled = (expression) =>
  expression
    .replaceAll('$__rate_interval', '5m')
    .replaceAll('$__range', '1h')
    .replaceAll(/\$(\w+)/g, 'x');

/** Each selector: its metric, the labels it names, and each set of labels of an aggregation. Throws where it does not parse. */
export function read(expression) {
  const tree = strict.parse(expression);
  const selectors = [];
  const groupings = [];
  const text = (node) => expression.slice(node.from, node.to);
  tree.iterate({
    enter({ name, node }) {
      if (name === 'VectorSelector') {
        const metric = node.getChild('Identifier');
        const labels = [];
        node.getChild('LabelMatchers')?.cursor().iterate((inner) => {
          if (inner.name === 'LabelName' || inner.name === 'QuotedLabelName') labels.push(text(inner));
        });
        selectors.push({ metric: metric ? text(metric) : '', labels });
      } else if (name === 'GroupingLabels') {
        const labels = [];
        node.cursor().iterate((inner) => {
          if (inner.name === 'LabelName') labels.push(text(inner));
        });
        groupings.push(labels);
      }
    },
  });
  return { selectors, groupings };
}

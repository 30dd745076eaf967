// usage: node canonize.mjs GRAPHS FORMS
// GRAPHS has a JSON string of N-Quads on each line, FORMS gets a JSON string of canonical N-Quads for each.
// rdf-canonize tries related nodes in an order that depends on their labels and leaves orders out where nodes repeat, so
// that its form of some graphs depends on labels as well: there is no canonical form to compare then, and the line is null.
import {createReadStream, createWriteStream} from 'node:fs';
import {createInterface} from 'node:readline';
import {canonize} from 'rdf-canonize';

const [, , graphs, forms] = process.argv;

const form = input => canonize(input, {
  algorithm: 'RDFC-1.0',
  inputFormat: 'application/n-quads',
  maxWorkFactor: Infinity,
  rejectURDNA2015: true
});

// The same graph, with its labels in another order and its lines turned round.
function relabelled(input, turn) {
  const labels = [...new Set(input.match(/_:\w+/g) ?? [])];
  const other = new Map(labels.map((label, i) =>
    [label, `_:x${String(((i + turn) * 7919) % 9973).padStart(4, '0')}`]));
  const lines = input.replace(/_:\w+/g, label => other.get(label)).split('\n').filter(line => line !== '');
  return lines.reverse().join('\n') + '\n';
}

const out = createWriteStream(forms);
for await (const line of createInterface({input: createReadStream(graphs)})) {
  const input = JSON.parse(line);
  const first = await form(input);
  let stable = true;
  for (let turn = 1; stable && turn < 4; turn++) {
    stable = await form(relabelled(input, turn)) === first;
  }
  out.write(JSON.stringify(stable ? first : null) + '\n');
}
out.end();

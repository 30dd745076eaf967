// Computes who may speak to whom, from NetworkPolicies and the labels of pods.

const equal = (labels, selector = {}) => Object.entries(selector).every(([key, value]) => labels[key] === value);

export function selects(selector, labels) {
  const expressions = selector.matchExpressions ?? [];
  return (
    equal(labels, selector.matchLabels) &&
    expressions.every(({ key, operator, values }) => {
      if (operator === 'In') return values.includes(labels[key]);
      if (operator === 'NotIn') return !values.includes(labels[key]);
      if (operator === 'Exists') return key in labels;
      throw new Error(`operator ${operator}`);
    })
  );
}

/** An address as a number, of IPv6 with at most one double colon. */
function number(address) {
  if (!address.includes(':')) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [head, tail] = address.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const groups = tail === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail];
  return groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}
export function within(address, cidr) {
  if (address.includes(':') !== cidr.includes(':')) return false;
  const [network, bits] = cidr.split('/');
  const rest = BigInt((address.includes(':') ? 128 : 32) - Number(bits));
  return number(address) >> rest === number(network) >> rest;
}

/** A peer without a namespace selector means the policy's own namespace. */
function matches(peer, pod, namespace) {
  if (peer.ipBlock) {
    return pod.address !== undefined && within(pod.address, peer.ipBlock.cidr) && !(peer.ipBlock.except ?? []).some((cidr) => within(pod.address, cidr));
  }
  if (pod.namespace === undefined) return false;
  const there = peer.namespaceSelector
    ? selects(peer.namespaceSelector, { 'kubernetes.io/metadata.name': pod.namespace })
    : pod.namespace === namespace;
  return there && selects(peer.podSelector ?? {}, pod.labels);
}

function portOf(port, pod) {
  return typeof port === 'string' ? pod.ports?.[port] : port;
}

/** Whether one side's policies let it: all traffic where none selects the pod, else what any of them names. */
function allows(policies, direction, pod, other, port, protocol) {
  const mine = policies.filter(
    ({ spec, metadata }) => spec.policyTypes.includes(direction) && pod.namespace === metadata.namespace && selects(spec.podSelector, pod.labels ?? {}),
  );
  if (!mine.length) return true;
  const [rules, peers] = direction === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
  return mine.some(({ spec, metadata }) =>
    (spec[rules] ?? []).some(
      (rule) =>
        (!rule[peers] || rule[peers].some((peer) => matches(peer, other, metadata.namespace))) &&
        (!rule.ports ||
          rule.ports.some((it) => (it.protocol ?? 'TCP') === protocol && (it.port === undefined || portOf(it.port, direction === 'Ingress' ? pod : other) === port))),
    ),
  );
}

export function mayConnect(policies, from, to, port, protocol = 'TCP') {
  return allows(policies, 'Egress', from, to, port, protocol) && allows(policies, 'Ingress', to, from, port, protocol);
}

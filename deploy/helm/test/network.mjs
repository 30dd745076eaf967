// Computes who may speak to whom, from NetworkPolicies and the labels of pods.

const equal = (labels, selector = {}) => Object.entries(selector).every(([key, value]) => labels[key] === value);

function selects(selector, labels) {
  const expressions = selector.matchExpressions ?? [];
  return (
    equal(labels, selector.matchLabels) &&
    expressions.every(({ key, operator, values }) => {
      if (operator === 'In') return values.includes(labels[key]);
      if (operator === 'Exists') return key in labels;
      throw new Error(`operator ${operator}`);
    })
  );
}

const number = (address) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
function within(address, cidr) {
  if (!address.includes('.') || !cidr.includes('.')) return false;
  const [network, bits] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(address) / size) === Math.floor(number(network) / size);
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

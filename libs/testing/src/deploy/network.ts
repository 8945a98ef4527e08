import { BlockList, isIPv6 } from 'node:net';
import type { Labels, Manifest } from './manifests.js';

/** One end of a connection: a pod of the namespace, any pod of another namespace, or an address outside. */
export type End = { readonly pod: Labels } | { readonly namespace: Labels } | { readonly address: string };
interface Selector { readonly matchLabels?: Labels; readonly matchExpressions?: readonly { key: string; operator: 'In'; values: readonly string[] }[] }
interface Peer { readonly podSelector?: Selector; readonly namespaceSelector?: Selector; readonly ipBlock?: { cidr: string; except?: readonly string[] } }
interface Rule { readonly from?: readonly Peer[]; readonly to?: readonly Peer[]; readonly ports: readonly { protocol: string; port: number }[] }

/**
 * Whether the network policies of a namespace let a connection through, as Kubernetes says it: an end that no policy selects
 * is free, one that is selected needs a rule; both ends must allow it. Only the operator `In` is known, and every rule names ports.
 */
export function lets(policies: readonly Manifest[], from: End, to: End, port: number, protocol = 'TCP'): boolean {
  return allows(policies, 'Egress', from, to, { port, protocol }) && allows(policies, 'Ingress', to, from, { port, protocol });
}

function allows(policies: readonly Manifest[], direction: 'Ingress' | 'Egress', own: End, other: End, wanted: { port: number; protocol: string }): boolean {
  if (!('pod' in own)) return true;
  const selecting = policies.filter(({ spec }) => spec.policyTypes.includes(direction) && selects(spec.podSelector, own.pod));
  const rules = selecting.flatMap(({ spec }) => (direction === 'Egress' ? spec.egress : spec.ingress) ?? []) as Rule[];
  return selecting.length === 0 || rules.some(({ from, to, ports }) =>
    ports.some(({ port, protocol }) => port === wanted.port && protocol === wanted.protocol) && (direction === 'Egress' ? to! : from!).some((peer) => isPeer(peer, other)));
}

function isPeer({ podSelector, namespaceSelector, ipBlock }: Peer, end: End): boolean {
  if ('address' in end) return ipBlock !== undefined && contains([ipBlock.cidr], end.address) && !contains(ipBlock.except ?? [], end.address);
  if ('namespace' in end) return namespaceSelector !== undefined && selects(namespaceSelector, end.namespace);
  return podSelector !== undefined && namespaceSelector === undefined && selects(podSelector, end.pod);
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  if (matchExpressions.some(({ operator }) => operator !== 'In')) throw new Error(`Only the operator In is known here, not ${JSON.stringify(matchExpressions)}.`);
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every(({ key, values }) => values.includes(labels[key] ?? ''));
}

function contains(cidrs: readonly string[], address: string): boolean {
  const family = (of: string) => (isIPv6(of) ? 'ipv6' : 'ipv4');
  const list = new BlockList();
  // Only of its own family: to a BlockList an IPv4 address is also one of ::/0.
  for (const [net = '', bits] of cidrs.map((cidr) => cidr.split('/'))) if (family(net) === family(address)) list.addSubnet(net, Number(bits), family(net));
  return list.check(address, family(address));
}

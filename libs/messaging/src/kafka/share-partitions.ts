export interface Member { readonly memberId: string; readonly topics: readonly string[] }

/**
 * Shares the partitions of every topic among the members that read it, as evenly as can be, by name only: the same members get
 * the same partitions. Members of two versions, during an upgrade, read different topics; none gets what it does not read.
 */
export function sharePartitions(members: readonly Member[], partitionsOf: (topic: string) => readonly number[]): Map<string, Record<string, number[]>> {
  const shares = new Map([...members].sort((a, b) => (a.memberId < b.memberId ? -1 : 1)).map(({ memberId }) => [memberId, {} as Record<string, number[]>]));
  const has = new Map([...shares.keys()].map((memberId) => [memberId, 0]));
  for (const topic of [...new Set(members.flatMap(({ topics }) => topics))].sort()) {
    const readers = [...shares.keys()].filter((memberId) => members.some((member) => member.memberId === memberId && member.topics.includes(topic)));
    for (const partition of partitionsOf(topic)) {
      const least = readers.reduce((best, reader) => (has.get(reader)! < has.get(best)! ? reader : best));
      (shares.get(least)![topic] ??= []).push(partition);
      has.set(least, has.get(least)! + 1);
    }
  }
  return shares;
}

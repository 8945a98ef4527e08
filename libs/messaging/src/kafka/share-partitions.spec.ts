import { describe, expect, it } from '@jest/globals';
import { sharePartitions } from './share-partitions.js';

const four = () => [0, 1, 2, 3];
const shared = (members: Record<string, string[]>, partitionsOf: (topic: string) => number[] = four) =>
  Object.fromEntries(sharePartitions(Object.entries(members).map(([memberId, topics]) => ({ memberId, topics })), partitionsOf));

describe('partitions of a group', () => {
  it('are shared evenly', () => expect(shared({ b: ['x'], a: ['x'] })).toEqual({ a: { x: [0, 2] }, b: { x: [1, 3] } }));
  it('go only to members that read the topic', () => {
    const shares = shared({ old1: ['x'], old2: ['x'], new: ['x', 'y'] });
    expect(shares['new']!['y']).toEqual([0, 1, 2, 3]);
    expect([shares['old1'], shares['old2']].every((share) => share!['y'] === undefined)).toBe(true);
  });
  it('are each given to one member, and none is left', () => {
    const members = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`m${index}`, ['x', 'y', 'z'].slice(0, 1 + (index % 3))]));
    for (const topic of ['x', 'y', 'z']) expect(Object.values(shared(members)).flatMap((share) => share[topic] ?? []).sort()).toEqual([0, 1, 2, 3]);
  });
  it('leave a member without any where there are more members', () => expect(Object.values(shared({ a: ['x'], b: ['x'], c: ['x'] }, () => [0, 1])).map((share) => share['x']?.length ?? 0)).toEqual([1, 1, 0]));
  it('are the same whoever counts', () => expect(shared({ a: ['x', 'y'], b: ['y', 'x'] })).toEqual(shared({ b: ['x', 'y'], a: ['x', 'y'] })));
});

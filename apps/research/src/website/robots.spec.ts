import { describe, expect, it } from '@jest/globals';
import { parseRobots } from './robots.js';

describe('robots.txt', () => {
  it.each<[string, string, string, boolean]>([
    ['nothing is said', '', '/about', true],
    ['everything is closed', 'User-agent: *\nDisallow: /', '/about', false],
    ['an empty rule closes nothing', 'User-agent: *\nDisallow:', '/about', true],
    ['a folder is closed', 'User-agent: *\nDisallow: /admin', '/admin/x', false],
    ['another folder is not', 'User-agent: *\nDisallow: /admin', '/about', true],
    ['a group for us counts instead of the one for all', 'User-agent: *\nDisallow: /\n\nUser-agent: Leadwright\nDisallow: /private', '/about', true],
    ['a group for somebody else does not', 'User-agent: Otherbot\nDisallow: /', '/about', true],
    ['names of one group stand above each other', 'User-agent: Otherbot\nUser-agent: leadwright\nDisallow: /jobs', '/jobs', false],
    ['the longest rule decides', 'User-agent: *\nDisallow: /a\nAllow: /about', '/about', true],
    ['and among equals the permission', 'User-agent: *\nDisallow: /about\nAllow: /about', '/about', true],
    ['a star stands for anything', 'User-agent: *\nDisallow: /*.pdf$', '/papers/quality.pdf', false],
    ['a dollar for the end', 'User-agent: *\nDisallow: /*.pdf$', '/quality.pdf.html', true],
    ['of stars and a dollar too', 'User-agent: *\nDisallow: /a*b*c$', '/a-b-c-bc', false],
    ['and a part is not taken twice', 'User-agent: *\nDisallow: /ab*ba$', '/aba', true],
    ['comments and case do not matter', 'USER-AGENT: * # all\n dIsAllow: /x # closed\r\nnonsense\n', '/x', false],
    ['queries count', 'User-agent: *\nDisallow: /*?print', '/about?print=1', false],
    ['robots.txt itself is open', 'User-agent: *\nDisallow: /', '/robots.txt', true],
  ])('%s', (_, text, path, allowed) => {
    expect(parseRobots(text).allows(path)).toBe(allowed);
  });

  it('cannot make us slow', () => {
    const robots = parseRobots(`User-agent: *\n${`Disallow: /${'*a'.repeat(500)}$\n`.repeat(200)}`);
    const before = performance.now();
    robots.allows(`/${'a'.repeat(400)}b`);
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});

import { describe, expect, it } from '@jest/globals';
import { appFor } from './front-door.js';

describe('the one port of standalone', () => {
  it.each([
    ['/hooks/hubspot-main', 'intake'],
    ['/hooks/x?y=1', 'intake'],
    ['/hooksmith', 'console'],
    ['/api/leads', 'console'],
    ['/api/leads/01J/assignment', 'console'],
    ['/internal/dead-letters/1/redrive', 'console'],
    ['/', 'console'],
    ['/sign-in/abc', 'console'],
  ])('%s goes to %s', (path, app) => {
    expect(appFor(path)).toBe(app);
  });
});

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';

/** Peak of a process that lets go of what it made: some 2 MB live, 400 MB in all. `first` runs before. */
const peakMiB = (first: string): number => Number(execFileSync(process.execPath, ['--max-semi-space-size=8', '--input-type=module', '-e', `
  ${first}
  let kept = [];
  for (let n = 0; n < 4_000_000; n += 1) {
    kept.push({ n, text: 'lead ' + n });
    if (kept.length > 300_000) kept = [];
  }
  console.log(process.resourceUsage().maxRSS / 1_024);
`], { encoding: 'utf8' }));

it('a process that makes much and keeps little stays smaller', () => {
  const module = fileURLToPath(new URL('./small-heap.ts', import.meta.url));
  expect(peakMiB(`import { keepHeapSmall } from ${JSON.stringify(module)}; keepHeapSmall();`)).toBeLessThan(0.85 * peakMiB(''));
});

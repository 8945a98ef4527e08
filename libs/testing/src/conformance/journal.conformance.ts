import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { firstBrokenLink, type Journal, type JournalEntry } from '#journal';

export interface OpenJournal { readonly journal: Journal; close(): Promise<void> }

const entry = (type: string, data: unknown = { b: [1, null, 'José ’ 冷'], a: { nested: true } }): JournalEntry => ({ type, v: 1, at: '2026-11-22T09:30:12.345Z', data });

/** What every journal must do, wherever it is kept. */
export function describeJournal(name: string, open: () => Promise<OpenJournal>): void {
  describe(`journal on ${name}`, () => {
    let opened: OpenJournal;
    let journal: Journal;
    beforeEach(async () => { opened = await open(); journal = opened.journal; });
    afterEach(() => opened.close());
    const types = async (runId: string) => (await journal.read(runId)).map(({ seq, type }) => `${seq} ${type}`);

    it('gives back a run line by line, as it was appended, with a whole chain', async () => {
      const opening = await journal.append('run-a', null, [entry('run.started'), entry('step.done')]);
      const more = await journal.append('run-a', opening[1]!, [entry('run.ended', 7)]);
      expect(await journal.read('run-a')).toEqual([...opening, ...more]);
      expect(firstBrokenLink(await journal.read('run-a'))).toBeNull();
    });

    it('keeps runs apart and knows nothing of a run that never was', async () => {
      await journal.append('run-a', null, [entry('a.started')]);
      await journal.append('run-b', null, [entry('b.started')]);
      expect([await types('run-a'), await types('run-b'), await types('run-c')]).toEqual([['0 a.started'], ['0 b.started'], []]);
    });

    it('lets one of two writers go on, and stores nothing of the other', async () => {
      const [first] = await journal.append('run-a', null, [entry('run.started')]);
      const both = await Promise.allSettled([
        journal.append('run-a', first!, [entry('one.wrote'), entry('one.wrote')]),
        journal.append('run-a', first!, [entry('two.wrote'), entry('two.wrote')]),
      ]);
      expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
      expect(both[1]).toMatchObject({ reason: { code: 'JOURNAL.CONFLICT', retryable: false } });
      expect(await types('run-a')).toEqual(['0 run.started', '1 one.wrote', '2 one.wrote']);
    });

    it('refuses to open a run twice and to continue what is not there', async () => {
      const [first] = await journal.append('run-a', null, [entry('run.started')]);
      await expect(journal.append('run-a', null, [entry('run.started')])).rejects.toMatchObject({ code: 'JOURNAL.CONFLICT' });
      await expect(journal.append('run-b', first!, [entry('step.done')])).rejects.toMatchObject({ code: 'JOURNAL.CONFLICT' });
      await expect(journal.append('run-a', { ...first!, hash: 'f'.repeat(64) }, [entry('step.done')])).rejects.toMatchObject({ code: 'JOURNAL.CONFLICT' });
      expect(await types('run-a')).toEqual(['0 run.started']);
    });
  });
}

import type { TestLeadView } from '#contracts';
import type { MappedField } from '../map-fields.js';
import type { End } from '../submission.js';
import type { ShownFields } from './show-fields.js';

export type TestOutcome = Pick<TestLeadView, 'ok' | 'sentence' | 'fields'>;

export const NOTHING_STORED = 'Nothing was stored.';

/** `a lead like this would be taken` */
export function wordEnd(end: End): string {
  switch (end.outcome) {
    case 'lead': case 'merged': return 'a lead like this would be taken.';
    case 'ignored': return `a lead like this would be ignored before spending: ${end.reason}`;
    case 'needs_attention': return `it would wait under Needs attention: ${end.attention.detail} ${end.attention.fix}`;
  }
}

/** How a made-up lead came through. All that was written has to be found again. */
export function wordMadeUp(before: string, end: End, { found, empty }: ShownFields, unwritten: readonly string[]): TestOutcome {
  return {
    ok: end.outcome !== 'needs_attention' && empty.length === 0,
    fields: found,
    sentence: [
      `${before} its mapping found ${countOf(found.length, found.length + empty.length)}; ${wordEnd(end)}`, NOTHING_STORED,
      ...(empty.length > 0 ? [`Not found, though it was sent: ${empty.join(', ')}. Look at ${list(empty)} in connections.yaml: they read from places that another field uses.`] : []),
      ...(unwritten.length > 0 ? [`Not tried, because no example can be written for it: ${unwritten.join(', ')}. Send one from there to see it.`] : []),
    ].join(' '),
  };
}

/** What the mapping makes of a lead that stands in a CRM. */
export function wordRecord(which: string, end: End, { found, empty }: ShownFields): TestOutcome {
  return {
    ok: end.outcome !== 'needs_attention',
    fields: found,
    sentence: [
      `${which} was read back: its mapping found ${countOf(found.length, found.length + empty.length)}; ${wordEnd(end)}`, NOTHING_STORED,
      ...(empty.length > 0 ? [`Empty there: ${empty.join(', ')}.`] : []),
      'Whether calls come and are signed right is seen when a lead is made there.',
    ].join(' '),
  };
}

const countOf = (found: number, of: number): string => (found === of ? `${found} ${found === 1 ? 'field' : 'fields'}` : `${found} of ${of} fields`);
const list = (fields: readonly MappedField[]): string => fields.map((field) => `map.${field}`).join(', ');

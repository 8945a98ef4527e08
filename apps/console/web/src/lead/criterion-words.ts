import { IconArrowsLeftRight, IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { CriterionResult } from '#contracts';
import { valueWords } from '../words';

/** How a criterion reads: a rule-out that is met speaks against the lead. */
export function signOf({ kind, state }: CriterionResult): { icon: typeof IconCheck; color: string; says: string } {
  if (state === 'unknown') return { icon: IconQuestionMark, color: 'var(--lw-open)', says: 'Not known' };
  if (state === 'conflicting') return { icon: IconArrowsLeftRight, color: 'var(--lw-open)', says: 'Sources disagree' };
  const isGood = (state === 'met') !== (kind === 'disqualifier');
  return isGood ? { icon: IconCheck, color: 'var(--lw-good)', says: 'Yes' } : { icon: IconX, color: kind === 'points' ? 'var(--mantine-color-dimmed)' : 'var(--lw-bad)', says: 'No' };
}

export function labelOf({ kind, state, label, points }: CriterionResult): string {
  if (kind === 'disqualifier') return state === 'not_met' ? `Not ruled out: ${label.charAt(0).toLowerCase()}${label.slice(1)}` : `Rules out: ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  if (kind === 'moment') return `Good moment: ${label}`;
  return kind === 'points' && state === 'met' ? `+${points} ${label}` : label;
}

/** What is still to be had, or why nothing came of it. */
export function asideOf({ kind, state, points }: CriterionResult): string | null {
  if (kind === 'points' && state !== 'met') return state === 'not_met' ? `+${points} not given` : `+${points} if found`;
  return kind === 'moment' ? 'never counts' : null;
}

/** What was found; a conflict is told in a sentence of its own. */
export const foundWords = ({ state, found, fields: [field] }: CriterionResult): string =>
  (state === 'unknown' ? ' · not found' : state === 'conflicting' ? ' · sources disagree' : found === null ? '' : ` · ${field ? valueWords(field, found) : found}`);

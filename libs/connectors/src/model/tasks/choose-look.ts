import { z } from 'zod';
import type { FactValue, Field } from '#contracts';
import type { ModelTask } from '../model.js';

/** A look that may be taken next, as the agent's menu has it. */
export interface LookOption { readonly id: string; readonly label: string; readonly worthMicro: number; readonly costMicro: number }

export interface ChooseLookInput {
  readonly question: string;
  readonly known: readonly { readonly field: Field; readonly value: FactValue }[];
  /** Never empty. */
  readonly menu: readonly LookOption[];
  readonly looksLeft: number;
}

export type ChosenLook = { readonly kind: 'look'; readonly item: string; readonly why: string } | { readonly kind: 'stop'; readonly why: string };

const STOP = 'stop';
const MOST_WHY = 200;

/**
 * Picks one look from the menu, or stops. It sees numbers, plain facts and our own labels, never a page: what stands on a page
 * can not steer it. Items go out under short names, so that no address does.
 */
export const chooseLook: ModelTask<ChooseLookInput, { choice: string; why: string }, ChosenLook> = {
  name: 'choose-look@1',
  maxTokens: 2_000,
  schema: ({ menu }) => z.strictObject({ choice: z.enum([STOP, ...menu.map((_, index) => nameOf(index))]), why: z.string() }),
  prompt: ({ question, known, menu, looksLeft }) => ({
    system: `Choose the next place to look at to answer a question about a company, or ${STOP} when nothing on the menu is worth its cost. choice is one name of the menu. why is one short sentence.`,
    user: JSON.stringify({
      question: plain(question, 200), looksLeft,
      known: known.map(({ field, value }) => ({ field, value: plainValue(value) })),
      menu: menu.map(({ label, worthMicro, costMicro }, index) => ({ name: nameOf(index), label: plain(label, 80), worthDollars: worthMicro / 1_000_000, costDollars: costMicro / 1_000_000 })),
    }),
  }),
  accept({ choice, why }, { menu }) {
    const reason = plain(why, MOST_WHY);
    if (choice === STOP) return { ok: true, value: { kind: 'stop', why: reason } };
    const item = menu.find((_, index) => nameOf(index) === choice);
    return item ? { ok: true, value: { kind: 'look', item: item.id, why: reason } } : { ok: false, problem: `${JSON.stringify(choice)} is not on the menu.` };
  },
};

const nameOf = (index: number): string => `look-${index + 1}`;

/** One line of letters, digits and plain marks. */
const plain = (text: string, most: number): string => text.replace(/[^\p{L}\p{N} .,:;?!&'()/+%$-]+/gu, ' ').replace(/ +/g, ' ').trim().slice(0, most);

const SHORT = /^[\p{L}\p{N} .,&'()/-]{1,40}$/u;

/** A planner reads values, not prose: longer or odder text is only said to be there. */
const plainValue = (value: FactValue): FactValue => {
  if (Array.isArray(value)) return value.map((one) => (SHORT.test(one) ? one : '(text)'));
  return typeof value === 'string' && !SHORT.test(value) ? '(text)' : value;
};

import type { DraftContent } from '#contracts';

/** The text of a draft as its reader gets it: nothing but what was approved. */
export const writtenOut = ({ sentences, footer }: DraftContent): string => [...sentences.map(({ text }) => text), '', footer].join('\n');

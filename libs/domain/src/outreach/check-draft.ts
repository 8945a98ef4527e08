import type { DraftContent, Evidence, OutreachConfig } from '#contracts';
import { FAMILIAR, LINK, PLACEHOLDER, THREAD } from './forbidden-words.js';
import { numbersIn } from './number-words.js';

/** Something a draft may not say or do. `sentence` is its place, null when it is the whole. */
export interface DraftFinding { rule: DraftRule; sentence: number | null; message: string }
export type DraftRule = 'facts-cited' | 'numbers-proven' | 'quotes-proven' | 'claims-approved' | 'one-question' | 'length' | 'false-familiarity' | 'recipient' | 'footer' | 'placeholder' | 'links';

export interface DraftContext {
  /** The lead's own address; nothing that was read may change it. */
  to: string;
  /** What the person wrote; the answer may quote it. */
  message: string | null;
}

const MOST_WORDS = 125;

/** Checks a draft, written by a template, a model or a person, against what is proven and what is approved. Empty when it may be sent for approval. */
export function checkDraft(draft: DraftContent, evidence: readonly Evidence[], outreach: OutreachConfig, context: DraftContext): DraftFinding[] {
  const text = draft.sentences.map((sentence) => sentence.text).join(' ');
  const whole: [boolean, DraftRule, string][] = [
    [draft.to !== context.to, 'recipient', `It goes to ${draft.to}; the lead is ${context.to}.`],
    [questions(text) !== 1, 'one-question', `It asks ${questions(text)} questions; one is right.`],
    [wordCount(text) > MOST_WORDS, 'length', `It has ${wordCount(text)} words; at most ${MOST_WORDS} are read.`],
    [THREAD.test(draft.subject), 'false-familiarity', `The subject "${draft.subject}" pretends to be part of a conversation.`],
    [PLACEHOLDER.test(`${draft.subject} ${withoutQuotes(text)}`), 'placeholder', 'A placeholder was left in.'],
    [LINK.test(`${draft.subject} ${text}`), 'links', 'A first mail has no links and no markup.'],
    [![outreach.sender.postalAddress, outreach.sender.optOut, outreach.sender.dataSource].every((line) => draft.footer.includes(line)), 'footer', 'The footer must name postal address, opt-out and data source as in outreach.yaml.'],
  ];
  const found = whole.filter(([wrong]) => wrong).map(([, rule, message]): DraftFinding => ({ rule, sentence: null, message }));
  return [...found, ...draft.sentences.flatMap((sentence, index) => checkSentence(sentence, index, evidence, outreach, context))];
}

function checkSentence(sentence: DraftContent['sentences'][number], index: number, evidence: readonly Evidence[], outreach: OutreachConfig, context: DraftContext): DraftFinding[] {
  const { text, role, evidenceIds, claimIds } = sentence;
  const cited = evidence.filter(({ id }) => evidenceIds.includes(id));
  const unknown = evidenceIds.filter((id) => !evidence.some((one) => one.id === id));
  const approved = claimIds.map((id) => outreach.claims[id]?.text ?? null);
  const quotes = quotedParts(text);
  const sources = [...cited.map(({ quote }) => quote), ...(role === 'answer' && context.message ? [context.message] : [])];
  const proven = new Set([...cited.flatMap(({ value, quote }) => [...(typeof value === 'number' ? [value] : numbersIn(String(value))), ...numbersIn(quote)]), ...approved.flatMap((claim) => numbersIn(claim ?? ''))]);
  const stated = role === 'opener' || role === 'value' || role === 'answer' ? numbersIn(withoutQuotes(text)) : [];
  const checks: [boolean, DraftRule, string][] = [
    [role === 'opener' && cited.length === 0, 'facts-cited', `"${text}" states a fact about the company without evidence.`],
    [unknown.length > 0, 'facts-cited', `"${text}" cites evidence that does not exist: ${unknown.join(', ')}.`],
    [role === 'value' && (approved.length === 0 || withoutClaims(text, approved) !== ''), 'claims-approved', `"${text}" is not an approved statement.`],
    [approved.includes(null), 'claims-approved', `"${text}" names a statement that is not approved: ${claimIds.join(', ')}.`],
    [stated.some((number) => !proven.has(number)), 'numbers-proven', `"${text}" states a number that no evidence gives.`],
    [(role === 'opener' || role === 'answer') && quotes.some((quote) => !sources.some((source) => source.includes(quote))), 'quotes-proven', `"${text}" quotes words that nobody wrote.`],
    [FAMILIAR.test(withoutQuotes(text)), 'false-familiarity', `"${text}" pretends that there was a conversation.`],
  ];
  return checks.filter(([wrong]) => wrong).map(([, rule, message]) => ({ rule, sentence: index, message }));
}

const quotedParts = (text: string): string[] => [...text.matchAll(/["“]([^"”]+)["”]/g)].map(([, part]) => part!);
const withoutQuotes = (text: string): string => text.replace(/["“][^"”]+["”]/g, '');
const withoutClaims = (text: string, claims: readonly (string | null)[]): string => claims.reduce<string>((left, claim) => (claim ? left.replace(claim, '') : left), text).trim();
const questions = (text: string): number => (withoutQuotes(text).match(/\?/g) ?? []).length;
const wordCount = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

import { z } from 'zod';
import type { DraftContent, DraftSentence, Evidence } from '#contracts';
import { asData } from '../as-data.js';
import type { ModelTask } from '../model.js';
import { NOT_ONE_LINE } from './plain-prose.js';

export interface WriteDraftInput {
  /** The lead's own address and our footer: never the model's. */
  readonly to: string;
  readonly footer: string;
  readonly person: { readonly firstName: string | null; readonly title: string | null };
  readonly company: string | null;
  readonly evidence: readonly Pick<Evidence, 'id' | 'field' | 'value' | 'quote'>[];
  readonly claims: readonly { readonly id: string; readonly text: string }[];
  /** The one question that ends the mail, as configured. */
  readonly ask: string;
  readonly ownerName: string;
  /** What the person wrote, if they want something from us. */
  readonly message: string | null;
  /** Everything that is wrong with a draft, in words: domain's `checkDraft`. */
  readonly check: (draft: DraftContent) => readonly string[];
}

const ROLES = ['greeting', 'answer', 'opener', 'value', 'ask', 'signoff'] as const;
const answer = z.strictObject({
  subject: z.string(),
  sentences: z.array(z.strictObject({ role: z.enum(ROLES), text: z.string(), evidence: z.array(z.string()), claims: z.array(z.string()) })),
});
type WireDraft = z.infer<typeof answer>;

const MOST_SENTENCES = 12;
const MOST_SUBJECT = 80;

/**
 * Writes a first mail: the model words greeting, answer and opener and picks claims; statements about us, the ask and the name
 * below are put in by code, word by word. What it may say is judged by the caller's check; its findings are told to the model once.
 */
export const writeDraft: ModelTask<WriteDraftInput, WireDraft, DraftContent> = {
  name: 'write-draft@1',
  maxTokens: 4_000,
  schema: () => answer,
  prompt: ({ person, company, evidence, claims, ask, ownerName, message }) => ({
    system: [
      'Write a short first mail to a person who wrote to us, at most 90 words, plain and friendly, no praise.',
      'sentences in this order: greeting; answer, if they wrote something (what they asked, their words in double quotes exactly as written); opener (one or two facts about their company, each with the ids of its evidence; leave it out without evidence); value (one or two claims, by id); ask; signoff.',
      'evidence and claims hold ids only, empty where there are none. Numbers only as the evidence gives them. No links, no other question than the ask, no pretence of an earlier conversation.',
      `Claims that may be made: ${JSON.stringify(claims)}. The ask: ${JSON.stringify(ask)}. Signed by: ${JSON.stringify(ownerName)}.`,
    ].join('\n'),
    user: [
      asData('person and company', JSON.stringify({ firstName: person.firstName, title: person.title, company })),
      asData('evidence', JSON.stringify(evidence.map(({ field, value, quote }, index) => ({ id: evidenceName(index), field, value, quote })))),
      asData('message', message ?? '', 4_000),
    ].join('\n\n'),
  }),
  accept({ subject, sentences }, input) {
    const problem = problemOf(subject, sentences, input);
    if (problem) return { ok: false, problem };
    const draft: DraftContent = { to: input.to, subject: subject.trim(), sentences: sentences.map((sentence) => toSentence(sentence, input)), footer: input.footer };
    const findings = input.check(draft);
    return findings.length > 0 ? { ok: false, problem: findings.join(' ') } : { ok: true, value: draft };
  },
};

/** What makes it no draft at all. */
function problemOf(subject: string, sentences: WireDraft['sentences'], { evidence, claims }: WriteDraftInput): string | null {
  const unknown = sentences.flatMap((sentence) => [
    ...sentence.evidence.filter((name) => !evidence.some((_, index) => evidenceName(index) === name)),
    ...sentence.claims.filter((id) => !claims.some((claim) => claim.id === id)),
  ]);
  const roles = sentences.map(({ role }) => role);
  if (unknown.length > 0) return `It names evidence or claims that do not exist: ${unknown.slice(0, 5).map((id) => JSON.stringify(id.slice(0, 20))).join(', ')}.`;
  if (sentences.length > MOST_SENTENCES) return `It has ${sentences.length} sentences; at most ${MOST_SENTENCES} are read.`;
  if (roles.some((role, at) => at > 0 && ROLES.indexOf(role) < ROLES.indexOf(roles[at - 1]!))) return `The sentences are not in this order: ${ROLES.join(', ')}.`;
  for (const role of ['greeting', 'value', 'ask', 'signoff'] as const) if (!roles.includes(role)) return `It has no ${role}.`;
  if (sentences.some(({ role, claims: made }) => role === 'value' && made.length === 0)) return 'A value sentence names no claim.';
  if (subject.trim() === '' || subject.trim().length > MOST_SUBJECT || NOT_ONE_LINE.test(subject.trim())) return `The subject must be one line of at most ${MOST_SUBJECT} characters.`;
  if (sentences.some(({ text }) => NOT_ONE_LINE.test(text))) return 'A sentence holds line breaks or hidden characters.';
  return null;
}

function toSentence({ role, text, evidence, claims }: WireDraft['sentences'][number], input: WriteDraftInput): DraftSentence {
  const claimIds = role === 'value' ? claims : [];
  const fixed = {
    value: claimIds.map((id) => input.claims.find((claim) => claim.id === id)!.text).join(' '),
    ask: input.ask, signoff: input.ownerName,
  } as const;
  const evidenceIds = role === 'opener' || role === 'answer' ? evidence.map((name) => input.evidence.find((_, index) => evidenceName(index) === name)!.id) : [];
  return { text: role in fixed ? fixed[role as keyof typeof fixed] : text.trim(), role, evidenceIds, claimIds };
}

const evidenceName = (index: number): string => `e${index + 1}`;

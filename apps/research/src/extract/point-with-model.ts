import { extractFacts, type ExtractedFact, type ExtractInput } from '#connectors';
import type { Evidence } from '#contracts';
import type { SnapshotText } from '#agent';
import type { JournalEvent } from '#journal';
import type { Point } from '../agent/research-agent.js';
import { answerable } from '../agent/worth-of-looks.js';
import type { RunModel } from '../model/run-model.js';
import { isPage, type ResearchState } from '../research-kinds.js';
import { evidenceAt, sameValue, type EvidencePlace } from './extract-evidence.js';
import { MOST_QUOTE } from './extractor.js';
import { isPointed, POINTABLE, pointedName, readerOf, readQuote } from './pointed.js';
import { sentenceAround } from './text.js';

const MOST_MS = 15_000;
/** The beginning of a page is read; more would cost more than it is worth. */
const MOST_TEXT = 6_000;

/**
 * Has a model point at sentences of a page that answer what is still open and that the extractors did not see. Code quotes the
 * whole sentence and reads it, and it is verified like all evidence. A page that gives orders to machines is not shown to one.
 */
export const pointWithModel = (model: RunModel): Point => async (state, page, place, found) => {
  const wanted = wantedOn(state, page, place, found);
  if (wanted.length === 0) return [];
  const input: ExtractInput = { text: page.text.slice(0, MOST_TEXT), wanted, parse: readQuote };
  const reply = await model.ask(extractFacts, input, { callId: `extract-${state.runId}-${state.looks.length}`, mostMs: MOST_MS }, state);
  return reply.ok ? distinct(reply.value.found.flatMap((one) => evidenceOf(one, page, place))) : [];
};

/** For replays: what was pointed at is on record, so that no model is needed. It is read and verified anew. */
export function recordedPointing(events: readonly JournalEvent[]): Point {
  const proposed = events.filter(({ type }) => type === 'evidence.proposed').flatMap(({ data }) => (data as { evidence: readonly Evidence[] }).evidence).filter(isPointed);
  return (_, page) => proposed.filter(({ snapshotId }) => snapshotId === page.id);
}

function wantedOn(state: ResearchState, page: SnapshotText, { kind }: EvidencePlace, found: readonly Evidence[]): ExtractInput['wanted'] {
  if (!state.judgement || !isPage(kind) || page.text === '' || page.flags.includes('injection_suspected')) return [];
  const open = new Set(answerable(kind, state.judgement.answer, state.evidence).flatMap(({ fields }) => fields));
  return POINTABLE.map(({ reader: { field }, meaning }) => ({ field, meaning })).filter(({ field }) => open.has(field) && !found.some((one) => one.field === field));
}

function evidenceOf({ field, start, end }: ExtractedFact, page: SnapshotText, place: EvidencePlace): Evidence[] {
  const reader = readerOf(field);
  const sentence = sentenceAround(page.text, { start, end });
  const value = reader && sentence && sentence.text.length <= MOST_QUOTE ? reader.valueOf(sentence.text) : null;
  return reader && sentence && value !== null ? [evidenceAt(page, place, { name: pointedName(reader), field }, { start: sentence.start, end: sentence.end, quote: sentence.text, value })] : [];
}

const distinct = (evidence: readonly Evidence[]): Evidence[] => evidence.filter(({ field, value }, index) => evidence.findIndex((one) => one.field === field && sameValue(one.value, value)) === index);

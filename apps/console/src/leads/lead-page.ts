import { ProblemError, type CrmRef, type EffectSettled, type EffectView, type LeadPage } from '#contracts';
import { select, type Work } from '#persistence';
import { draftViewOf } from '../drafts/draft-row.js';
import { readDraftsOf } from '../drafts/read-drafts.js';
import { factsOf, fitOf, isKnown, nameOf, personOf, questionOf, researchOf, rowOf } from '../projections/lead-view.js';
import { readDocuments } from '../projections/store-leads.js';
import { attentionItemOf, type StoredAttention } from '../attention/attention-item.js';

/** How to read a page: the time now, and what configuration says. */
export interface PageSettings { now: number; expiresAfterMs: number; nameOf: (id: string) => string; systemOf: (connection: string) => CrmRef['system'] | null }

/** Everything about one lead. Errors: 404 lead_unknown. */
export function* readLeadPage(leadId: string, settings: PageSettings): Work<LeadPage> {
  const document = (yield* readDocuments([leadId])).get(leadId);
  if (!document || !isKnown(document)) throw leadUnknown(leadId);
  const drafts = yield* readDraftsOf([leadId]);
  const effects = yield* select<{ document: string }>('SELECT document FROM console_effects WHERE lead_id = ? ORDER BY at, id', [leadId]);
  const attention = yield* select<StoredAttention>("SELECT id, lead_id, document FROM console_attention WHERE lead_id = ? ORDER BY at, id", [leadId]);
  const settled = effects.map((row) => JSON.parse(row.document) as EffectSettled);
  const items = attention.map((row) => attentionItemOf(row, nameOf(document)));
  const newest = drafts[0];
  return {
    row: { ...rowOf(document), draft: (newest?.state as LeadPage['row']['draft'] | undefined) ?? 'none', needsAttention: items.some(({ state }) => state === 'open') },
    person: personOf(document),
    crm: crmRefs(document.lead!.value.crm, settled, settings.systemOf),
    summary: (document.enriched?.value ?? document.carried)?.summary ?? null,
    fit: fitOf(document),
    question: questionOf(document),
    facts: factsOf(document),
    evidence: [...(document.researched?.value.evidence ?? [])],
    snapshots: [...(document.researched?.value.snapshots ?? [])],
    research: researchOf(document),
    draft: newest ? draftViewOf(newest, { ...settings, leadName: nameOf(document) }) : null,
    effects: settled.map(effectView),
    attention: items,
  };
}

/** Where the lead lives: what came with it, and what was created since. */
function crmRefs(given: readonly CrmRef[], effects: readonly EffectSettled[], systemOf: PageSettings['systemOf']): CrmRef[] {
  const refs = new Map(given.map((ref) => [`${ref.connection}/${ref.objectType}/${ref.objectId}`, ref]));
  for (const { kind, state, reference } of effects) {
    const system = reference && systemOf(reference.connection);
    if (kind === 'crm.create' && state === 'done' && reference && system) refs.set(`${reference.connection}/${reference.objectType}/${reference.objectId}`, { ...reference, system });
  }
  return [...refs.values()];
}

const effectView = ({ effectId, kind, target, state, sentence, vendorSaid, mayHaveRepeated, settledAt }: EffectSettled): EffectView =>
  ({ id: effectId, kind, target, state, sentence, vendorSaid, mayHaveRepeated, at: settledAt });

export const leadUnknown = (leadId: string): ProblemError =>
  new ProblemError(404, 'lead_unknown', 'No such lead', `There is no lead ${leadId.slice(0, 64)}. It may still be on its way; or it was merged or ignored.`, { leadId: leadId.slice(0, 64) });

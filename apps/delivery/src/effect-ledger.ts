import { openPersonal, terminal, type Envelope, type Personal } from '#contracts';
import { execute, inList, insertRows, keyIdOf, select, selectOne, type SqlValue, type Work } from '#persistence';
import type { NewTask } from '#messaging';
import { unknownLead, type DeliveryLead } from './delivery-lead.js';
import { transitions, type Effect, type EffectContent, type EffectState, type PlannedEffect } from './effect.js';
import { openPerson } from './open-person.js';
import { readRecipient, type Recipient } from './outreach/recipients.js';

interface EffectRow {
  id: string; kind: Effect['kind']; target: string; subject: string; occasion: string; occasion_rank: number | null; content: string; cause: string;
  state: EffectState; attempts: number; tries: number; uncertain: number; may_have_repeated: number; attempted_at: number | null;
}

export const SETTLE = 'delivery.settle';
export interface SettlePayload { readonly effectId: string }

/** Effects of one lead at one target share a lane: one at a time, in the order they were planned. */
export const settleTask = (effect: Pick<Effect, 'id' | 'target' | 'subject'>): NewTask => ({
  kind: SETTLE, key: effect.id, lane: `${effect.target}|${effect.subject}`, leadId: effect.subject, payload: { effectId: effect.id } satisfies SettlePayload,
});

/** Keeps planned effects; one that is in the ledger already stays as it is. */
export function* insertEffects(planned: readonly { id: string; effect: PlannedEffect; cause: Envelope }[], now: number): Work<void> {
  yield* insertRows('delivery_effects', planned.map(({ id, effect, cause }) => ({
    id, kind: effect.kind, target: effect.target, subject: effect.subject, occasion: effect.occasion, occasion_rank: effect.rank,
    content: JSON.stringify(openPersonal(keyIdOf(effect.subject), effect.content)), cause: JSON.stringify(cause),
    state: 'planned', attempts: 0, tries: 0, uncertain: 0, may_have_repeated: 0, sentence: null, vendor_said: null, object_id: null, object_type: null,
    planned_at: now, attempted_at: null, settled_at: null,
  })), { onDuplicate: 'ignore' });
}

/** Tasks for every planned effect of these leads, oldest first: new ones, and those that waited for an object. */
export function* tasksOfPlanned(leadIds: readonly string[]): Work<NewTask[]> {
  if (leadIds.length === 0) return [];
  const rows = yield* select<{ id: string; target: string; subject: string }>(`SELECT id, target, subject FROM delivery_effects WHERE subject IN ${inList(leadIds)} AND state = 'planned' ORDER BY id`, leadIds);
  return rows.map(settleTask);
}

/** The effect of this id, or null. */
export function* findEffect(effectId: string): Work<Effect | null> {
  const row = yield* selectOne<EffectRow>('SELECT * FROM delivery_effects WHERE id = ?', [effectId]);
  return row ? fromRow(row) : null;
}

export interface LoadedEffect { readonly effect: Effect; readonly lead: DeliveryLead; readonly newer: string | null; readonly recipient: Recipient | null }

/** An effect with what is known of its lead and of whom it goes to, and the newest occasion that supersedes it. */
export function* loadEffect(effectId: string, digest: (address: string) => string): Work<LoadedEffect> {
  const effect = yield* findEffect(effectId);
  if (!effect) throw terminal('DELIVERY.EFFECT_UNKNOWN', `There is no effect ${effectId} in the ledger.`);
  const [lead] = yield* readLeads([effect.subject]);
  const newer = effect.rank === null ? undefined : yield* selectOne<{ occasion: string }>(
    'SELECT occasion FROM delivery_effects WHERE kind = ? AND target = ? AND subject = ? AND occasion_rank > ? ORDER BY occasion_rank DESC LIMIT 1',
    [effect.kind, effect.target, effect.subject, effect.rank],
  );
  const { content } = effect;
  const recipient = content.kind === 'mail.send' ? yield* readRecipient(digest(content.approval.content.to), effectId) : null;
  return { effect, lead: lead!, newer: newer?.occasion ?? null, recipient };
}

export type EffectChange = Partial<Record<'attempts' | 'tries' | 'uncertain' | 'may_have_repeated' | 'attempted_at' | 'settled_at' | 'sentence' | 'vendor_said' | 'object_id' | 'object_type', SqlValue>>;

/** Moves an effect along the table of transitions. Errors: DELIVERY.STATE, terminal, when the table or another writer forbids it. */
export function* moveEffect(effect: Pick<Effect, 'id' | 'state'>, state: EffectState, change: EffectChange): Work<void> {
  const names = Object.keys(change) as (keyof EffectChange)[];
  const moved = transitions[effect.state].includes(state)
    ? yield* execute(`UPDATE delivery_effects SET state = ?${names.map((name) => `, ${name} = ?`).join('')} WHERE id = ? AND state = ?`, [state, ...names.map((name) => change[name] ?? null), effect.id, effect.state])
    : 0;
  if (moved !== 1) throw terminal('DELIVERY.STATE', `Effect ${effect.id} cannot go from ${effect.state} to ${state}.`);
}

/** What is known of these leads, in their order; of a new one nothing. */
export function* readLeads(leadIds: readonly string[]): Work<DeliveryLead[]> {
  if (leadIds.length === 0) return [];
  const rows = yield* select<{ lead_id: string; known: string }>(`SELECT lead_id, known FROM delivery_leads WHERE lead_id IN ${inList(leadIds)}`, leadIds);
  const known = new Map(rows.map((row) => [row.lead_id, JSON.parse(row.known) as Personal<DeliveryLead>]));
  return leadIds.map((leadId) => {
    const stored = known.get(leadId);
    return stored ? openPerson(stored) : unknownLead(leadId);
  });
}

export function* saveLeads(leads: readonly DeliveryLead[], now: number): Work<void> {
  yield* insertRows('delivery_leads', leads.map((lead) => ({ lead_id: lead.leadId, known: JSON.stringify(openPersonal(keyIdOf(lead.leadId), lead)), updated_at: now })), { onDuplicate: { key: ['lead_id'], update: ['known', 'updated_at'] } });
}

const fromRow = (row: EffectRow): Effect => ({
  id: row.id, kind: row.kind, target: row.target, subject: row.subject, occasion: row.occasion, rank: row.occasion_rank,
  content: openPerson(JSON.parse(row.content) as Personal<EffectContent>), cause: JSON.parse(row.cause) as Envelope,
  state: row.state, attempts: row.attempts, tries: row.tries, uncertain: row.uncertain === 1, mayHaveRepeated: row.may_have_repeated === 1, attemptedAt: row.attempted_at,
});

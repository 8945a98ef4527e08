import type { EffectSettled } from '#contracts';
import { learnObject, objectAt, type DeliveryLead } from './delivery-lead.js';
import type { Effect } from './effect.js';
import type { CallOutcome } from './make-call.js';
import type { OutsideCall } from './step.js';

type Done = CallOutcome & { outcome: 'done' };
type Reference = EffectSettled['reference'];

/** What is hung on the lead is an object of its own. */
const HUNG: Readonly<Record<string, string>> = { task: 'tasks', note: 'notes' };

/** The object that was made or touched. */
export function referenceOf(effect: Effect, call: OutsideCall, objectId: string | null): Reference {
  if (call.to !== 'crm' || objectId === null) return null;
  return { connection: effect.target, objectType: HUNG[call.write] ?? call.account.objectType, objectId };
}

/** `hubspot-main/contacts/51023`, or only the connection while the object is not known. */
export function targetWords(effect: Effect, lead: DeliveryLead, reference: Reference): string {
  const object = effect.kind === 'crm.create' ? reference : objectAt(lead, effect.target);
  return object ? `${effect.target}/${object.objectType}/${object.objectId}` : effect.target;
}

/** What a done call says about the lead: where it lives now, or which values there are ours. Null: nothing. */
export function learnFrom(effect: Effect, call: OutsideCall, { objectId, kept }: Done): ((lead: DeliveryLead) => DeliveryLead) | null {
  if (call.to !== 'crm' || objectId === null) return null;
  const { account } = call;
  if (call.write === 'lead') return (lead) => learnObject(lead, { connection: effect.target, system: account.system, objectType: account.objectType, objectId });
  if (call.write !== 'facts') return null;
  const values = Object.fromEntries(Object.entries(call.facts.values).filter(([name]) => !kept.includes(name)));
  return (lead) => ({ ...lead, written: { ...lead.written, [effect.target]: { ...lead.written[effect.target], ...values } } });
}

import { openPerson } from '#domain';
import type { EnrichmentState } from '../enrich-lead.workflow.js';

/** What a model can do for a lead; their names among those of providers that were asked. */
export type ModelUse = 'model:class' | 'model:summary';

/**
 * What is worth asking a model: the class of a message that the rules could not tell, and the sentence for the rep of a lead
 * that a rep will see. In this order.
 */
export function modelUses({ lead, fit }: Pick<EnrichmentState, 'lead' | 'fit'>, ready: boolean): ModelUse[] {
  if (!ready) return [];
  const isUnclear = lead.messageClass === 'unclear' && (openPerson(lead.person).message ?? '').trim() !== '';
  return [...(isUnclear ? ['model:class' as const] : []), ...(fit.verdict === 'not_fit' ? [] : ['model:summary' as const])];
}

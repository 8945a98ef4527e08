import { classifyMessage, type ClassifiedMessage } from '#connectors';
import type { Fact, LeadSnapshot } from '#contracts';
import { chooseFacts } from '#domain';

/** Who stands behind a fact that a model read out of a person's words. */
export const MODEL = 'model';

export const isModels = ({ by }: Fact): boolean => by === MODEL;

/** What a model took a message for, with the words it rests on; nothing where it could not tell either. */
export const classFacts = ({ messageClass, quote }: ClassifiedMessage, costMicro: number, at: string): Fact[] =>
  (messageClass === 'unclear' ? [] : [{
    field: 'lead.messageClass', value: messageClass, raw: quote, origin: 'derived', by: MODEL, method: classifyMessage.name, confidence: 0.7, costMicro, observedAt: at, evidenceId: null,
  }]);

/** The lead as it is told: with the model's class in the place of *unclear*, and in the place of nothing else. The gate has been passed by then. */
export function withModelClass(lead: LeadSnapshot, facts: readonly Fact[]): LeadSnapshot {
  const chosen = lead.messageClass === 'unclear' ? chooseFacts(facts).get('lead.messageClass')?.fact : undefined;
  return chosen && isModels(chosen) ? { ...lead, messageClass: chosen.value as LeadSnapshot['messageClass'] } : lead;
}

import { Failure, terminal, type AssignmentConfig, type ConnectionsConfig } from '#contracts';
import type { CrmRefusal } from '#connectors';
import type { NewDeadLetter } from '#messaging';
import type { DeliveryLead } from './delivery-lead.js';
import type { Effect } from './effect.js';
import type { Obstacle } from './step.js';
import { fixFor } from './word-fix.js';
import { refusedTitle, targetLabel, whoWords } from './word-effect.js';

export type Trouble = { by: 'obstacle'; obstacle: Obstacle } | { by: 'refusal'; refusal: CrmRefusal } | { by: 'failure'; failure: Failure };

interface AttentionInputs {
  readonly effect: Effect;
  readonly lead: DeliveryLead;
  readonly connections: ConnectionsConfig;
  readonly assignment: AssignmentConfig;
  /** Milliseconds of the last attempt. */
  readonly at: number;
}

/** What a person reads when an effect did not happen: what, in whose words, what was tried, what is true all the same, and the fix. */
export function wordAttention(trouble: Trouble, inputs: AttentionInputs): Pick<NewDeadLetter, 'title' | 'detail' | 'fix' | 'failure'> & { mayRetry: boolean; vendorSaid: string | null } {
  const { effect, lead, connections } = inputs;
  const label = targetLabel(effect, lead, connections);
  const title = refusedTitle(effect, label, whoWords(lead));
  const stands = stillTrue(inputs, label);
  switch (trouble.by) {
    case 'obstacle': {
      const { code, why, fix, mayRetry } = trouble.obstacle;
      return { title, detail: lines(why, stands), fix, failure: terminal(code, why), mayRetry, vendorSaid: null };
    }
    case 'refusal': {
      const { code, vendorSaid } = trouble.refusal;
      const detail = lines(`It said: ${vendorSaid}`, `Tried ${times(effect.tries)} at ${clockTime(inputs.at)}; not repeated, because the answer will not change by itself.`, stands);
      return { title, detail, fix: fixFor(effect, trouble.refusal, connections, label), failure: terminal('DELIVERY.REFUSED', `${label} refused: ${vendorSaid}`, { details: { code, vendorSaid } }), mayRetry: true, vendorSaid };
    }
    case 'failure': {
      const { failure } = trouble;
      const detail = lines(failure.message, `Tried ${times(effect.tries)}, last at ${clockTime(inputs.at)}.`, stands);
      const fix = failure.retryable ? `Retry when ${label} is well again.` : 'Mend what is said above, then retry.';
      return { title, detail, fix, failure, mayRetry: true, vendorSaid: null };
    }
  }
}

const lines = (...parts: (string | null)[]): string => parts.filter((part) => part !== null).join('\n');
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
const clockTime = (at: number): string => `${new Date(at).toISOString().slice(11, 16)} UTC`;

const POSSESSIVE = { her: 'hers', his: 'his', their: 'theirs' } as const;

/** What holds although the effect did not happen. */
function stillTrue({ effect: { content }, assignment }: AttentionInputs, label: string): string | null {
  if (content.kind === 'crm.create') return `The lead is assigned here. Its owner and facts follow into ${label} when it is there.`;
  if (content.kind === 'notice.mail') return `The lead stands in the inbox here all the same.`;
  if (content.kind !== 'crm.owner') return null;
  return `The lead is ${POSSESSIVE[assignment.reps[content.rep]?.pronoun ?? 'their']} here (${content.name}); only ${label} does not show it.`;
}

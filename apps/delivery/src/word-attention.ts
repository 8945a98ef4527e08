import { Failure, terminal, type AssignmentConfig, type ConnectionsConfig } from '#contracts';
import type { CrmRefusal } from '#connectors';
import type { NewDeadLetter } from '#messaging';
import type { DeliveryLead } from './delivery-lead.js';
import type { Effect } from './effect.js';
import { isPatience } from './gives-up.js';
import type { Obstacle } from './step.js';
import { fixFor, fixOfFailure } from './word-fix.js';
import { refusedTitle, targetLabel, unconfirmedTitle, whoWords } from './word-effect.js';

export type Trouble = { by: 'obstacle'; obstacle: Obstacle } | { by: 'refusal'; refusal: CrmRefusal } | { by: 'failure'; failure: Failure };

interface AttentionInputs {
  /** `uncertain`: a call of it was not answered. */
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
  const title = (effect.uncertain ? unconfirmedTitle : refusedTitle)(effect, label, whoWords(lead));
  const stands = stillTrue(inputs, label);
  switch (trouble.by) {
    case 'obstacle': {
      const { code, why, fix, mayRetry } = trouble.obstacle;
      return { title, detail: lines(why, stands), fix, failure: terminal(code, why), mayRetry, vendorSaid: null };
    }
    case 'refusal': {
      const { code, vendorSaid } = trouble.refusal;
      const detail = lines(`It said: ${vendorSaid}`, `Tried ${times(effect.tries)} at ${clockTime(inputs.at)}; not repeated, because the answer will not change by itself.`, mayBeThere(effect, label), stands);
      return { title, detail, fix: fixFor(effect, trouble.refusal, connections, label), failure: terminal('DELIVERY.REFUSED', `${label} refused: ${vendorSaid}`, { details: { code, vendorSaid } }), mayRetry: true, vendorSaid };
    }
    case 'failure': {
      const { failure } = trouble;
      const tried = isPatience(failure) ? `Waited for more than a day, last asked at ${clockTime(inputs.at)}.` : `Tried ${times(effect.tries)}, last at ${clockTime(inputs.at)}.`;
      return { title, detail: lines(failure.message, tried, mayBeThere(effect, label), stands), fix: fixOfFailure(failure, label), failure, mayRetry: true, vendorSaid: null };
    }
  }
}

const lines = (...parts: (string | null)[]): string => parts.filter((part) => part !== null).join('\n');
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
const clockTime = (at: number): string => `${new Date(at).toISOString().slice(11, 16)} UTC`;

const POSSESSIVE = { her: 'hers', his: 'his', their: 'theirs' } as const;

/** After a call that was not answered. */
function mayBeThere({ kind, uncertain }: Effect, label: string): string | null {
  if (!uncertain) return null;
  return kind.startsWith('crm.') ? `A call was not answered, so it may be in ${label} all the same. Retry looks there first: nothing is made twice.` : 'A call was not answered, so it may have arrived all the same.';
}

/** What holds although the effect did not happen. */
function stillTrue({ effect: { content, uncertain }, assignment }: AttentionInputs, label: string): string | null {
  if (content.kind === 'crm.create') return `The lead is assigned here. Its owner and facts follow into ${label} when it is there.`;
  if (content.kind === 'notice.mail') return `The lead stands in the inbox here all the same.`;
  if (content.kind !== 'crm.owner') return null;
  return `The lead is ${POSSESSIVE[assignment.reps[content.rep]?.pronoun ?? 'their']} here (${content.name}); only ${label} ${uncertain ? 'may' : 'does'} not show it.`;
}

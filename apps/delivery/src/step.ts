import type { AssignmentConfig, ConnectionsConfig, CrmAccount, OutreachConfig } from '#contracts';
import type { CrmLead, CrmNote, CrmTask, FactsWrite, Mail } from '#connectors';
import type { DeliveryLead } from './delivery-lead.js';
import type { Effect } from './effect.js';
import type { Recipient } from './outreach/recipients.js';

/** A call that is ready to leave: everything in it is looked up. */
export type OutsideCall =
  | { readonly to: 'crm'; readonly account: CrmAccount; readonly write: 'lead'; readonly lead: CrmLead }
  | { readonly to: 'crm'; readonly account: CrmAccount; readonly write: 'owner'; readonly objectId: string; readonly userId: string }
  | { readonly to: 'crm'; readonly account: CrmAccount; readonly write: 'facts'; readonly objectId: string; readonly facts: FactsWrite }
  | { readonly to: 'crm'; readonly account: CrmAccount; readonly write: 'task'; readonly objectId: string; readonly task: CrmTask }
  | { readonly to: 'crm'; readonly account: CrmAccount; readonly write: 'note'; readonly objectId: string; readonly note: CrmNote }
  | { readonly to: 'slack'; readonly secret: string; readonly text: string }
  /** `claims`: no other first mail goes to this address meanwhile. */
  | { readonly to: 'mail'; readonly mail: Mail; readonly claims?: Recipient };

/** Why an effect cannot leave as things are, and what a person can do. */
export interface Obstacle { readonly code: string; readonly why: string; readonly fix: string; readonly mayRetry: boolean }

export type Step =
  | { readonly step: 'record'; readonly state: 'would_have' | 'superseded'; readonly sentence: string }
  | { readonly step: 'fail'; readonly obstacle: Obstacle }
  /** The object it belongs to does not exist yet; it is taken up again when it does. */
  | { readonly step: 'wait' }
  | { readonly step: 'later'; readonly dueAt: number }
  /** `lookFirst`: an earlier call may have arrived. */
  | { readonly step: 'call'; readonly call: OutsideCall; readonly lookFirst: boolean };

export interface StepInputs {
  readonly effect: Effect;
  readonly lead: DeliveryLead;
  /** Occasion of a newer effect of the same kind, target and subject. */
  readonly newer: string | null;
  /** Whom an approved mail goes to; null for everything else. */
  readonly recipient: Recipient | null;
  readonly connections: ConnectionsConfig;
  readonly assignment: AssignmentConfig;
  readonly outreach: OutreachConfig | null;
  /** Where the reader of a mail can ask for no more, by the effect's id. */
  readonly unsubscribeUrl: (effectId: string) => string;
  /** Milliseconds. */
  readonly now: number;
}

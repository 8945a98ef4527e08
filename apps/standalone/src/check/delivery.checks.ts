import { createHash } from 'node:crypto';
import { canonicalDraft } from '#contracts';
import type { CheckedStore } from './checked-store.js';
import { both, countBy, look, type Invariant } from './invariant.js';

interface EffectRow { id: string; kind: string; target: string; subject: string; occasion: string; content: string; state: string; attempts: number; settled_at: number | null }
const effects = (store: CheckedStore, where = '1 = 1'): EffectRow[] => store.all<EffectRow>(`SELECT * FROM delivery_effects WHERE ${where}`);
const idOf = ({ id }: EffectRow): string => id;
/** What a personal wrapper holds; null where it is sealed. */
const opened = (text: string): any => { const { sealed, data } = JSON.parse(text); return sealed ? null : data; };

/** An approval is checked before the call; the answer may take its time. */
const GRACE_MS = 60_000;

export const deliveryChecks: readonly Invariant[] = [
  {
    name: 'delivery.planned-once', says: 'Nothing is to leave twice: one effect per kind, target, lead and occasion', tables: ['delivery_effects'],
    find: (store) => look(countBy(effects(store), ({ kind, target, subject, occasion }) => [kind, target, subject, occasion].join(' ')), ([key]) => key, ([, amount]) => amount > 1 && `planned ${amount} times`),
  },
  {
    name: 'delivery.told', says: 'Every effect that ended was told, once and as it ended', tables: ['delivery_effects', 'bus_messages'],
    find(store) {
      const told = Map.groupBy(store.events('effect.settled'), ({ data }) => data.effectId as string);
      return look(effects(store), idOf, ({ id, state }) => {
        const ends = (told.get(id) ?? []).map(({ data }) => data.state as string);
        const final = ends.filter((end) => end !== 'failed');
        if (state === 'planned' || state === 'attempting') return final.length > 0 && `is ${state}, but was told as ${final.join(', ')}`;
        return ends.at(-1) !== state ? `is ${state}, but was told as ${ends.at(-1) ?? 'nothing'}` : final.length > 1 && `was told ${final.length} times`;
      });
    },
  },
  {
    name: 'delivery.not-forgotten', says: 'Every effect that has not ended has a task, waits for its lead in the CRM, or waits for a person', tables: ['delivery_effects', 'delivery_tasks', 'delivery_dead_letters'],
    find(store) {
      const tasks = new Set(store.all<{ task_key: string }>("SELECT task_key FROM delivery_tasks WHERE kind = 'delivery.settle'").map(({ task_key }) => task_key));
      const asked = new Set(store.all<{ lead_id: string }>('SELECT lead_id FROM delivery_dead_letters').map(({ lead_id }) => lead_id));
      const uncreated = new Set(effects(store, "kind = 'crm.create' AND state IN ('planned', 'attempting', 'failed')").map(({ target, subject }) => `${target} ${subject}`));
      return look(effects(store, "state IN ('planned', 'attempting', 'failed')"), idOf, ({ id, kind, target, subject, state }) => {
        if (tasks.has(id)) return null;
        if (state === 'failed') return !asked.has(subject) && `${kind} failed, and nobody was asked`;
        const waits = state === 'planned' && kind !== 'crm.create' && kind.startsWith('crm.') && uncreated.has(`${target} ${subject}`);
        return !waits && `${kind} is ${state}, and no task goes on with it`;
      });
    },
  },
  {
    name: 'delivery.no-orphans', says: 'Every task of delivery has an effect that has not ended', tables: ['delivery_effects', 'delivery_tasks'],
    find(store) {
      const open = new Set(effects(store, "state IN ('planned', 'attempting', 'failed')").map(idOf));
      return look(store.all<{ id: string; task_key: string }>("SELECT id, task_key FROM delivery_tasks WHERE kind = 'delivery.settle'"), ({ id }) => id, ({ task_key }) => !open.has(task_key) && `its effect ${task_key} has ended or does not exist`);
    },
  },
  {
    name: 'delivery.calls-accounted', says: 'Every call to the outside is in the ledger, and every call in the ledger was begun by an effect', tables: ['delivery_effects', 'outside_calls'],
    find(store) {
      const calls = Map.groupBy(store.all<{ id: string; purpose: string; state: string }>('SELECT id, purpose, state FROM outside_calls').filter(({ id, purpose }) => id.startsWith(`${purpose}:`)), ({ purpose }) => purpose);
      const all = effects(store);
      const known = new Set(all.map(idOf));
      return both(
        look(all, idOf, ({ id, attempts, state }) => {
          const own = calls.get(id) ?? [];
          if (own.length !== attempts) return `began ${attempts} calls, ${own.length} are in the ledger`;
          return state !== 'attempting' && own.some((call) => call.state === 'reserved') && `is ${state}, but a call of it has not ended`;
        }),
        look(calls.keys(), (effect) => effect, (effect) => !known.has(effect) && 'was called for, but is no effect'),
      );
    },
  },
  {
    name: 'delivery.observed-is-silent', says: 'What is only observed was never called', tables: ['delivery_effects'],
    find: (store) => look(effects(store, "state = 'would_have'"), idOf, ({ attempts }) => attempts > 0 && `would have been done, but was tried ${attempts} times`),
  },
  {
    name: 'delivery.approved-only', says: 'No text left but exactly what a person had approved, while the approval was good', tables: ['delivery_effects', 'bus_messages'],
    find(store) {
      const approvals = new Map(store.events('outreach.approved').map(({ data }) => [data.approvalId as string, data]));
      return look(effects(store, "kind IN ('crm.task', 'mail.send') AND state = 'done'"), idOf, ({ content, settled_at }) => {
        const approval = opened(content)?.approval;
        if (!approval) return null;
        const given = approvals.get(approval.approvalId);
        if (!given || !given.approvedBy) return 'nobody approved it';
        const hash = createHash('sha256').update(canonicalDraft(approval.content)).digest('hex');
        return hash !== given.contentHash ? 'it is not the text that was approved' : settled_at !== null && settled_at > Date.parse(given.expiresAt) + GRACE_MS && 'the approval was no longer good';
      });
    },
  },
];

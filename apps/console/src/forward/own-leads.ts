import { Injectable } from '@nestjs/common';
import { ProblemError, type Identity, type Owner, type RouteRow } from '#contracts';
import { selectOne, UnitOfWork } from '#persistence';

/** Keeps reps to their own leads on the routes that say so (`reps: 'own'`): console knows the owners, the app behind the route does not. */
@Injectable()
export class OwnLeads {
  constructor(private readonly work: UnitOfWork) {}

  /** Errors: 403 not_yours, naming whose lead it is. A lead that is not known here is left to the app that owns the route. */
  async check({ reps }: RouteRow, leadId: string, caller: Identity | null): Promise<void> {
    if (reps !== 'own' || caller?.role !== 'rep') return;
    const lead = await this.work.read(() => selectOne<{ shown: string }>('SELECT shown FROM console_leads WHERE id = ? AND known = 1', [leadId]));
    if (!lead) return;
    const { owner } = JSON.parse(lead.shown) as { owner: Owner | null };
    if (owner?.kind === 'rep' && owner.rep === caller.rep) return;
    const whose = owner === null ? 'Nobody owns this lead yet' : owner.kind === 'rep' ? `This lead is ${owner.name}'s` : `This lead is in the queue "${owner.label}"`;
    throw new ProblemError(403, 'not_yours', 'Not your lead', `${whose}. Only the owner, a manager or ops can answer for it.`);
  }
}

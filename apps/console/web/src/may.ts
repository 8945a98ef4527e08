import type { AttentionItem, Me, Owner, Role } from '#contracts';

/** `GET /api/people` → the roles that may call it: the table of routes, put in by the build (vite.config.ts). */
declare const ROUTE_ROLES: Readonly<Record<string, readonly Role[]>>;

/** The roles that may call a route, named as in the table: `POST /api/configs/:kind/publish`. Throws for a route that needs no role or is none. */
export function rolesOf(route: string): readonly Role[] {
  const roles = ROUTE_ROLES[route];
  if (!roles) throw new Error(`No route ${route} with roles in contracts/http/routes.ts.`);
  return roles;
}

/** What a person is offered. The server decides by the same table; what it would refuse is not shown. */
export const mayCall = ({ role }: Me, route: string): boolean => rolesOf(route).includes(role);

export const isLeader = ({ role }: Me): boolean => role === 'manager' || role === 'ops' || role === 'admin';

const owns = ({ rep }: Me, owner: Owner | null): boolean => rep !== null && owner?.kind === 'rep' && owner.rep === rep;

export const mayAnswer = (me: Me, owner: Owner | null): boolean => mayCall(me, 'POST /api/leads/:id/accept') && owner?.kind === 'rep' && (isLeader(me) || owns(me, owner));
export const mayReassign = (me: Me, owner: Owner | null): boolean => mayCall(me, 'POST /api/leads/:id/reassign') && owner !== null && (isLeader(me) || owns(me, owner));
/** Console keeps a rep to leads of their own here, as the table of routes says. */
export const maySettleQuestion = (me: Me, owner: Owner | null): boolean => mayCall(me, 'POST /api/leads/:id/answer') && (isLeader(me) || owns(me, owner));
export const mayApprove = (me: Me, owner: Owner | null, expired: boolean): boolean => mayCall(me, 'POST /api/drafts/:id/approve') && (isLeader(me) || (owns(me, owner) && !expired));
export const maySettle = (me: Me, { state }: AttentionItem): boolean => mayCall(me, 'POST /api/dead-letters/:id/redrive') && state === 'open';

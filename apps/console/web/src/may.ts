import type { AttentionItem, Me, Owner } from '#contracts';

/** What a person is offered. The server decides; a button that it would refuse is not shown. */
export const isLeader = ({ role }: Me): boolean => role === 'manager' || role === 'ops' || role === 'admin';
export const isOperator = ({ role }: Me): boolean => role === 'ops' || role === 'admin';

const owns = ({ rep }: Me, owner: Owner | null): boolean => rep !== null && owner?.kind === 'rep' && owner.rep === rep;

export const mayAnswer = (me: Me, owner: Owner | null): boolean => owner?.kind === 'rep' && (isLeader(me) || owns(me, owner));
export const mayReassign = (me: Me, owner: Owner | null): boolean => owner !== null && (isLeader(me) || owns(me, owner));
export const mayApprove = (me: Me, owner: Owner | null, expired: boolean): boolean => me.role === 'manager' || me.role === 'admin' || (owns(me, owner) && !expired);
export const maySettle = (me: Me, { state }: AttentionItem): boolean => isLeader(me) && state === 'open';

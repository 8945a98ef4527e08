import type { Identity, OutreachConfig, Owner } from '#contracts';

/** What a permission rests on. `expired`: the owner's time to approve is over. */
export interface ApprovalCase { caller: Identity; owner: Owner | null; by: OutreachConfig['approval']['by']; expired: boolean }
export type Permission = { allowed: true } | { allowed: false; code: 'human_needed' | 'not_the_owner' | 'manager_needed' | 'expired_to_manager'; detail: string };

const YES: Permission = { allowed: true };

/** Programs sign in by token; a draft needs a person. */
export const isProgram = ({ user }: Identity): boolean => user.startsWith('token:');

/**
 * Who may decide about a draft. A manager or administrator always may; a rep may for a lead of their own, where owners
 * approve and while it is not too late. Sales ops and programs never may.
 */
export function mayApprove({ caller, owner, by, expired }: ApprovalCase): Permission {
  if (isProgram(caller)) return no('human_needed', 'A person must approve what is sent; an API token is not one. Sign in by your own link.');
  if (caller.role === 'manager' || caller.role === 'admin') return YES;
  if (caller.role !== 'rep' || caller.rep === null || owner?.kind !== 'rep' || owner.rep !== caller.rep) return no('not_the_owner', `This draft is for ${ownerWords(owner)}. Ask them, or a manager.`);
  if (by === 'manager') return no('manager_needed', 'Here a manager approves what is sent. Ask yours.');
  if (expired) return no('expired_to_manager', 'The time to approve this draft is over; now only a manager can. Ask yours.');
  return YES;
}

const no = (code: Exclude<Permission, { allowed: true }>['code'], detail: string): Permission => ({ allowed: false, code, detail });

const ownerWords = (owner: Owner | null): string => {
  if (owner === null) return 'a lead that nobody owns yet';
  return owner.kind === 'rep' ? owner.name : `a lead in ${owner.label} (${owner.human})`;
};

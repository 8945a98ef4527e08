import { describe, expect, it } from '@jest/globals';
import type { Identity, Owner } from '#contracts';
import { mayApprove } from './may-approve.js';

const person = (user: string, role: Identity['role'], rep: string | null = null): Identity => ({ user, name: user, role, rep });
const nora = person('nora', 'rep', 'nora');
const jonas = person('jonas', 'rep', 'jonas');
const ruth = person('ruth', 'manager');
const kemal = person('kemal', 'ops');
const admin = person('admin', 'admin');
const token = person('token:admin', 'admin');
const noras: Owner = { kind: 'rep', rep: 'nora', name: 'Nora Byrne-Quill' };
const desk: Owner = { kind: 'queue', queue: 'lead-desk', label: 'Lead desk', human: 'kemal.aydin@rimewell.example' };

describe('mayApprove', () => {
  it.each([
    // caller, owner, approval.by, expired, answer
    [nora, noras, 'owner', false, true],
    [nora, noras, 'owner', true, 'expired_to_manager'],
    [nora, noras, 'manager', false, 'manager_needed'],
    [nora, desk, 'owner', false, 'not_the_owner'],
    [nora, null, 'owner', false, 'not_the_owner'],
    [jonas, noras, 'owner', false, 'not_the_owner'],
    [ruth, noras, 'owner', false, true],
    [ruth, noras, 'manager', true, true],
    [admin, noras, 'owner', true, true],
    [admin, null, 'owner', false, true],
    [kemal, noras, 'owner', false, 'not_the_owner'],
    [kemal, desk, 'owner', false, 'not_the_owner'],
    [token, noras, 'owner', false, 'human_needed'],
  ] as const)('given caller %j, owner %j, approval by the %s, expired %s: %s', (caller, owner, by, expired, answer) => {
    const permission = mayApprove({ caller, owner, by, expired });
    expect(permission.allowed || permission.code).toBe(answer);
  });
});

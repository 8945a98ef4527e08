import { describe, expect, it } from '@jest/globals';
import { assignmentConfig, type AssignmentConfig } from '#contracts';
import { peopleFromConfig, personNamed } from './people-from-config.js';

const rep = (name: string, email: string, more: object = {}) => ({ name, email, zone: 'Europe/Dublin', languages: ['en'], cap: { day: 20 }, ...more });
const config = (more: object = {}): AssignmentConfig => assignmentConfig.parse({
  reps: { nora: rep('Nora Byrne-Quill', 'nora.bq@rimewell.example'), lars: rep('Lars Ekendahl', 'lars@rimewell.example', { active: false }) },
  pools: {}, rules: [], otherwise: { queue: 'desk' },
  queues: { desk: { label: 'Lead desk', owner: 'kemal.aydin@rimewell.example' }, 'not-a-fit': { label: 'Not a fit', owner: 'ruth.abernathy@rimewell.example' } },
  ...more,
});
const roles = (given: AssignmentConfig | null) => Object.fromEntries(peopleFromConfig(given).map(({ user, role }) => [user, role]));

describe('who may sign in', () => {
  it('is the administrator alone while nothing is configured', () => {
    expect(roles(null)).toEqual({ admin: 'admin' });
  });

  it('are reps, owners of queues and the administrator', () => {
    expect(roles(config())).toEqual({ nora: 'rep', lars: 'rep', kemal: 'ops', ruth: 'ops', admin: 'admin' });
    expect(personNamed(peopleFromConfig(config()), 'lars')).toMatchObject({ active: false });
    expect(personNamed(peopleFromConfig(config()), 'Kemal.Aydin@rimewell.example')).toEqual({ user: 'kemal', name: 'Kemal Aydin', email: 'kemal.aydin@rimewell.example', role: 'ops', rep: null, active: true });
  });

  it.each([
    ['who also owns a queue is manager', 'ruth.abernathy@rimewell.example', { ruth: 'manager', kemal: 'ops', nora: 'rep' }],
    ['who is a rep, named by id, keeps the leads of a rep', 'nora', { nora: 'manager', ruth: 'ops' }],
    ['who is a rep, named by address, is the same person', 'nora.bq@rimewell.example', { nora: 'manager' }],
    ['with the first name of a rep is another person', 'nora.other@rimewell.example', { nora: 'rep', 'nora.other': 'manager' }],
    ['with the name of the administrator does not take that place', 'admin@rimewell.example', { admin: 'admin' }],
  ])('a manager %s', (_, manager, expected) => {
    expect(roles(config({ manager }))).toMatchObject(expected);
  });

  it('keeps the leads of a rep who manages', () => {
    expect(personNamed(peopleFromConfig(config({ manager: 'nora' })), 'nora')).toMatchObject({ role: 'manager', rep: 'nora' });
  });
});

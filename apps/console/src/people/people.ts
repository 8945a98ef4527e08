import { Injectable, type OnModuleInit } from '@nestjs/common';
import { execute, inList, select, selectOne, UnitOfWork, type Row, type Work } from '#persistence';
import { Configs, Log } from '#platform';
import { upsert } from '../projections/store-leads.js';
import { Sessions } from '../sign-in/sessions.js';
import { peopleFromConfig, type Person } from './people-from-config.js';

type PersonRow = Omit<Person, 'user' | 'active'> & { user_id: string; active: number };

/** The people who may sign in, kept in step with the assignment file. Who vanishes from it stays known, but cannot sign in. */
@Injectable()
export class People implements OnModuleInit {
  constructor(private readonly configs: Configs, private readonly work: UnitOfWork, private readonly sessions: Sessions, private readonly log: Log) {}

  async onModuleInit(): Promise<void> {
    await this.keepInStep();
    this.configs.onChange((kind) => {
      if (kind === 'assignment') this.keepInStep().catch((error: unknown) => this.log.error('people.not_in_step', error));
    });
  }

  find(user: string): Promise<Person | null> {
    return this.work.read(function* () {
      const row = yield* selectOne<PersonRow>('SELECT user_id, name, email, role, rep, active FROM console_people WHERE user_id = ?', [user]);
      return row ? personOf(row) : null;
    });
  }

  private async keepInStep(): Promise<void> {
    const people = peopleFromConfig(this.configs.get('assignment')?.document ?? null);
    const users = people.map(({ user }) => user);
    await this.work.transact({
      lock: ['console-people'],
      *write() {
        yield* upsert('console_people', 'user_id', people.map(rowOf));
        yield* execute(`UPDATE console_people SET active = 0 WHERE user_id NOT IN ${inList(users)}`, users);
      },
    });
    this.sessions.forget();
  }
}

/** Users who may sign in now, for a person who mistyped one. */
export function* activeUsers(): Work<string[]> {
  return (yield* select<{ user_id: string }>('SELECT user_id FROM console_people WHERE active = 1 ORDER BY user_id')).map(({ user_id }) => user_id);
}

const rowOf = ({ user, active, ...person }: Person): Row => ({ user_id: user, ...person, active: active ? 1 : 0 });
const personOf = ({ user_id, active, ...person }: PersonRow): Person => ({ user: user_id, ...person, active: active === 1 });

import { Injectable } from '@nestjs/common';
import { selectOne, UnitOfWork } from '#persistence';
import { ADMIN } from '../people/people-from-config.js';
import { SIGNED_IN, SignInLinks } from './sign-in-links.js';

const DAY_MS = 86_400_000;

/** How the administrator of a new installation gets in. */
@Injectable()
export class FirstSignIn {
  constructor(private readonly work: UnitOfWork, private readonly links: SignInLinks) {}

  /** A one-time link under `address` (no slash at its end), good for a day, as long as the administrator has never signed in; then null. */
  async link(address: string): Promise<string | null> {
    const signedIn = await this.work.read(() => selectOne('SELECT id FROM console_audit WHERE subject = ? AND action = ? LIMIT 1', [ADMIN.user, SIGNED_IN]));
    if (signedIn) return null;
    const { token } = await this.links.make(ADMIN.user, DAY_MS, 'start');
    return `${address}/sign-in/${token}`;
  }
}

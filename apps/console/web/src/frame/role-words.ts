import type { Role } from '#contracts';

export const ROLE_WORDS: Readonly<Record<Role, string>> = { rep: 'Sales rep', manager: 'Manager', ops: 'Sales ops', admin: 'Administrator', ingest: 'Program' };

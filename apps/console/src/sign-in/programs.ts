import type { Identity } from '#contracts';

/** Programs that come with a bearer token, by the environment variable that holds it. */
export const PROGRAMS = {
  ADMIN_TOKEN: { user: 'token:admin', name: 'A program (admin token)', role: 'admin', rep: null },
  INGEST_TOKEN: { user: 'token:ingest', name: 'A program (ingest token)', role: 'ingest', rep: null },
} as const satisfies Record<string, Identity>;

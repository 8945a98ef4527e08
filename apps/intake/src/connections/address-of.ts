import type { Connection } from '#contracts';

/** What to paste at the sender, or where programs send leads. */
export const addressOf = (publicUrl: string, name: string, { vendor }: Connection): string => `${publicUrl}${vendor === 'api' ? '/api/leads' : `/hooks/${name}`}`;

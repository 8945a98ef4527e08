import type { Mode } from '#contracts';
import { slugWords } from '../words';

export interface ShownConnection { id: string; label: string; mode: Mode; url: string; lastCallAt: string | null; lastError: string | null; counts: string[] }

interface Answered { id?: string; connection?: string; label?: string | null; mode?: Mode; url?: string | null; lastCallAt?: string | null; lastCall?: string | { at?: string } | null; lastError?: unknown; last24h?: Record<string, number>; counts?: Record<string, number> }

/** `GET /api/connections` as it is shown; a path is completed to the address that a sender can call. */
export function connectionsOf(answer: unknown, origin: string): ShownConnection[] {
  const list = Array.isArray(answer) ? answer : (answer as { connections?: unknown[] } | null)?.connections ?? [];
  return (list as Answered[]).map((one) => {
    const id = one.id ?? one.connection ?? '';
    const url = one.url ?? `/hooks/${id}`;
    return {
      id, label: one.label ?? id, mode: one.mode ?? 'live',
      url: url.startsWith('/') ? `${origin}${url}` : url,
      lastCallAt: one.lastCallAt ?? (typeof one.lastCall === 'string' ? one.lastCall : one.lastCall?.at) ?? null,
      lastError: errorWords(one.lastError),
      counts: Object.entries(one.last24h ?? one.counts ?? {}).filter(([, count]) => typeof count === 'number' && count > 0).map(([name, count]) => `${count} ${slugWords(name)}`),
    };
  });
}

function errorWords(error: unknown): string | null {
  if (typeof error === 'string') return error;
  const { detail, title, code } = (error ?? {}) as { detail?: string; title?: string; code?: string };
  return detail ?? title ?? code ?? null;
}

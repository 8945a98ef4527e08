import { createHash } from 'node:crypto';
import type { OutsideSource } from '#connectors';
import type { SnapshotRef } from '#contracts';
import type { Source } from '#agent';
import { snapshotIdOf, type KeepSnapshot } from '../new-snapshot.js';
import { isSuspect } from '../website/suspect-text.js';

/** A public source as the agent takes it: its answer becomes a snapshot, kept before the run reads it. It leads nowhere. */
export const asSource = (outside: OutsideSource, { now, keep }: { now: () => number; keep: KeepSnapshot }): Source => ({
  id: outside.id,
  version: outside.version,
  async look(request) {
    const answer = await outside.look(request);
    if (!answer.ok) return { ...answer, spentMicro: 0 };
    const { url, status, text, truncated } = answer;
    const ref: SnapshotRef = {
      id: snapshotIdOf(request), url, status, savedAt: new Date(now()).toISOString(), sha256: createHash('sha256').update(text).digest('hex'),
      flags: ['not_html', ...(truncated ? ['truncated' as const] : []), ...(isSuspect(text, '') ? ['injection_suspected' as const] : [])],
    };
    await keep({ ...ref, runId: request.runId, text });
    return { ok: true, snapshot: ref, links: [], spentMicro: outside.costMicro };
  },
});

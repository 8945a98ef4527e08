import type { SnapshotRef } from '#contracts';
import { countWords } from '../words';

type Flag = SnapshotRef['flags'][number];
interface LookAnswer { label?: string; why?: string | null; worth?: string | null; outcome?: string | null; snapshotId?: string | null; snapshot?: string | SnapshotRef | null; flags?: Flag[] }
/** `GET /api/research-runs/:id`, as far as this page needs it. */
export interface RunAnswer { question?: string | null; looks?: LookAnswer[] }

export interface ShownLook { label: string; why: string; outcome: string; page: SnapshotRef | null; flags: readonly Flag[] }

/** The looks of a run in the order they were made; where the run tells none, the pages that it saved. */
export function looksOf(run: RunAnswer | undefined, snapshots: readonly SnapshotRef[]): ShownLook[] {
  const pages = new Map(snapshots.map((page) => [page.id, page]));
  const looks = Array.isArray(run?.looks) ? run.looks : [];
  if (looks.length === 0) return snapshots.map((page) => ({ label: page.url, why: '', outcome: page.status >= 400 ? `answered ${page.status}` : '', page, flags: page.flags }));
  return looks.map(({ label, why, worth, outcome, snapshotId, snapshot, flags }) => {
    const page = typeof snapshot === 'object' && snapshot !== null ? snapshot : pages.get(snapshotId ?? snapshot ?? '') ?? null;
    return { label: label ?? page?.url ?? 'A look', why: [why, worth && `worth ${worth}`].filter(Boolean).join(' · '), outcome: outcome ?? '', page, flags: flags ?? page?.flags ?? [] };
  });
}

export interface Recheck { holds: boolean; sentence: string }

/** What `POST …/verify` found: the record led to the same result, to another, or was changed. */
export function recheckOf(answer: unknown): Recheck {
  const { outcome, events, seq, sentence } = (answer ?? {}) as { outcome?: string; events?: number; seq?: number; sentence?: string };
  const holds = outcome === 'verified';
  const words = holds ? `Every decision came out the same${events === undefined ? '' : ` (${countWords(events, 'step')})`}; no source was asked.`
    : outcome === 'broken' ? `The record was changed at step ${seq ?? '?'}: it no longer proves anything.`
    : `Today's version decides otherwise at step ${seq ?? '?'}. What was decided then stands.`;
  return { holds, sentence: sentence ?? words };
}

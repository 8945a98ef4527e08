import { countWords } from '../words';

/** What `POST …/verify` answers. `changed` names what has another version than when the run was made. */
export type Recheck = ({ outcome: 'verified'; events: number } | { outcome: 'diverged' | 'broken'; seq: number }) & { changed: string[] };

/** What re-checking found: the record led to the same decisions, to others, or was tampered with. */
export function recheckWords(recheck: Recheck): string {
  if (recheck.outcome === 'verified') return `Every decision came out the same (${countWords(recheck.events, 'line')} of the record); no source was asked.`;
  if (recheck.outcome === 'broken') return `The record was changed at line ${recheck.seq}: it proves nothing any more.`;
  return recheck.changed.length > 0 ? `Newer versions (${recheck.changed.join(', ')}) decide otherwise at line ${recheck.seq}. What was decided then stands.`
    : `The same versions decided otherwise at line ${recheck.seq}. This must not happen: tell your administrator.`;
}

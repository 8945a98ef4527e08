import { isPage, type LookKind } from '../research-kinds.js';
import { WEBSITE } from '../website/website.source.js';

/** Who speaks in a look. Sources that copy each other share a voice, and a voice has one vote on a question. */
export const voiceOf = (kind: LookKind): string => (isPage(kind) ? WEBSITE.id : VOICES[kind]);

const VOICES = { board: 'job-board', register: 'lei', filer: 'sec' } as const;

/** Names the voice and whom it speaks of, for evidence. */
export const copyGroupOf = (kind: LookKind, domain: string | null): string => `${voiceOf(kind)}:${domain}`;

/** The voice behind evidence. */
export const voiceIn = (copyGroup: string): string => copyGroup.split(':', 1)[0]!;

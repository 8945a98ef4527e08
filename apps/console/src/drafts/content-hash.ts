import { createHash } from 'node:crypto';
import { canonicalDraft, type DraftContent } from '#contracts';

/** What an approval binds to: SHA-256 of the canonical text, in hex. */
export const contentHashOf = (content: DraftContent): string => createHash('sha256').update(canonicalDraft(content)).digest('hex');

/** Pretends that there was a conversation. */
export const FAMILIAR = /\b(?:as (?:we )?(?:discussed|agreed|promised)|following up|per our (?:call|conversation)|good (?:talking|speaking) (?:to|with) you|great meeting you|wie besprochen|suite à notre (?:échange|conversation))\b/i;
/** A subject that pretends to be part of one. */
export const THREAD = /^\s*(?:re|fwd?|aw|wg|tr)\s*:/i;
/** Something that was to be filled in. */
export const PLACEHOLDER = /\{\{|\}\}|\[(?:first ?name|name|company)\]|\b(?:undefined|null|NaN)\b/i;
export const LINK = /https?:\/\/|www\.|<[a-z]/i;

/** What may stand in quotation marks in a mail to somebody: one line of plain words, no address, no markup, no quotation marks of its own. */
export const isPlain = (text: string): boolean => /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ,.'’&%()/+-]{2,119}$/u.test(text) && !/https?:|www\.|@/i.test(text);

/** What may stand in a mail without quotation marks, as a name does: nothing that the check of drafts would take for something else. */
export const isName = (text: string | null): text is string => text !== null && /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ,.'’&()-]{0,59}$/u.test(text) && ![FAMILIAR, PLACEHOLDER, LINK].some((pattern) => pattern.test(text));

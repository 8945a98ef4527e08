/** Words that give orders to a machine. A page may contain what it likes: it can decide nothing. These are shown to people. */
const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:previous|prior|above|all|earlier|your)\b[^.\n]{0,20}\b(?:instructions?|prompts?|rules?|criteria)\b/i,
  /\b(?:ignorier\w*|vergiss)\b[^.\n]{0,40}\b(?:anweisung\w*|regeln?)\b/i,
  /\b(?:mark|rate|score|classify|treat|qualify)\b[^.\n]{0,50}\bas\b[^.\n]{0,20}\b(?:fit|qualified|ideal|perfect match)\b/i,
  /\b(?:send|mail|e-?mail|forward)\b[^.\n]{0,20}\b(?:the|this|your|all)\s+(?:draft|leads?|e-?mail|mail|outreach|report|reply|answer|results?|data)\b[^.\n]{0,40}\S{1,80}@\S/i,
  /\b(?:you are|as) an? (?:helpful )?(?:ai\b|language model|llm\b|ai assistant|automated agent)/i,
  /\b(?:ai|llm|language model|assistant|agent|bot|crawler)s?\b[^.\n]{0,30}\b(?:must|should|shall|are instructed to)\b[^.\n]{0,40}\b(?:rate|score|classify|mark|report|answer|say|send|ignore)\b/i,
  /\b(?:system prompt|system message|developer message)\b|<\|im_start\|>|\[\/?INST\]|^ ?(?:system|assistant) ?:/im,
  /\bverdict ?[=:] ?"?(?:fit|not_fit)\b|\brecipient ?[=:] ?\S{1,80}@/i,
];
/** In a text that nobody sees, this is enough. */
const HIDDEN_ORDERS: readonly RegExp[] = [/\b(?:mail|e-?mail|send|write to|contact)\b[^.\n]{0,40}\S{1,80}@\S/i, /\b(?:good|perfect|ideal) fit\b/i];

/** Whether a page looks as if it was written to steer a machine. */
export const isSuspect = (shown: string, hidden: string): boolean =>
  ORDERS.some((order) => order.test(shown) || order.test(hidden)) || HIDDEN_ORDERS.some((order) => order.test(hidden));

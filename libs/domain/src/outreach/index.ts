export * from './compose-draft.js';
export * from './check-draft.js';
export * from './permit-draft.js';
export * from './quiet-hours.js';
export * from './quote-message.js';
export * from './choose-openers.js';
export * from './choose-claims.js';
export * from './number-words.js';
export { isPlain } from './forbidden-words.js';

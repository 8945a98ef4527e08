export * from './canonical-json.js';
export * from './journal-event.js';
export * from './journal.js';
export * from './memory-journal.js';
export * from './verify-replay.js';

export * from './canonical.js';
export * from './account-graph.js';
export * from './build-graph.js';
export * from './resolve-account.js';
export * from './similar-names.js';
export * from './score-pair.js';
export * from './blocking-keys.js';
export * from './score-accounts.js';

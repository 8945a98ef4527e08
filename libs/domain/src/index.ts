export * from './lead/index.js';
export * from './enrichment/index.js';
export * from './identity/index.js';
export * from './facts/index.js';
export * from './icp/index.js';
export * from './assignment/index.js';
export * from './outreach/index.js';
export * from './config/index.js';

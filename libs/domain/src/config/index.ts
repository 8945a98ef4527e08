export * from './suggest.js';
export * from './finding.js';
export * from './config-checks.js';

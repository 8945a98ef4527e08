export * from './freshness.js';
export * from './field-states.js';
export * from './plan-refresh.js';
export * from './reliability.js';

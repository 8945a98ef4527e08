export * from './step.js';
export * from './run-workflow.js';
export * from './verify-run.js';

export * from './evaluate-criterion.js';
export * from './judge-fit.js';

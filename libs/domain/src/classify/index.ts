export * from './classify-title.js';
export * from './classify-industry.js';
export * from './size-band.js';
export * from './read-size.js';
export * from './normalize-state.js';
export * from './read-value.js';

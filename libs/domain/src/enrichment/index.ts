export * from './choose-facts.js';
export * from './brief-company.js';
export * from './size-band.js';
export * from './classify-title.js';
export * from './classify-industry.js';
export * from './match-directory.js';
export * from './summarize-lead.js';
export * from './decide-next.js';

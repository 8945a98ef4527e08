export * from './choose-facts.js';
export * from './brief-company.js';
export * from './match-directory.js';
export * from './summarize-lead.js';
export * from './decide-next.js';
export * from './said-by.js';
export * from './ask-owner.js';

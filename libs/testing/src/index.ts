export * from './until.js';
export * from './temporary-store.js';
export * from './test-service.js';
export * from './conformance/unit-of-work.conformance.js';
export * from './conformance/bus.conformance.js';
export * from './conformance/app-messaging.conformance.js';
export * from './conformance/journal.conformance.js';
export * from './find-browser.js';

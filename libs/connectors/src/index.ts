export * from './crm/crm-client.js';
export * from './crm/crm-clients.js';
export * from './crm/hubspot-client.js';
export * from './notice/slack-webhook.js';
export * from './metered/outside-tables.js';
export * from './metered/reserve-call.js';
export * from './metered/metered-call.js';

/** The environment of a product that lives with the sandbox. Known to everybody, so good for nothing else. */
export const SANDBOX_SECRETS = {
  HUBSPOT_WEBHOOK_SECRET: 'sandbox-hubspot-client-secret',
  SALESFORCE_WEBHOOK_SECRET: 'sandbox-salesforce-address-key-0001',
  PIPEDRIVE_WEBHOOK_SECRET: 'sandbox-pipedrive-webhook-password',
  PIPEDRIVE_WEBHOOK_USER: 'rimewell',
  FORM_SECRET: 'sandbox-form-secret',
  HUBSPOT_TOKEN: 'sandbox-hubspot-token',
  SALESFORCE_CLIENT_ID: 'sandbox-connected-app',
  SALESFORCE_CLIENT_SECRET: 'sandbox-salesforce-secret',
  PIPEDRIVE_TOKEN: 'sandbox-pipedrive-token',
  ZOHO_CLIENT_ID: 'sandbox-zoho-client',
  ZOHO_CLIENT_SECRET: 'sandbox-zoho-secret',
  ZOHO_REFRESH_TOKEN: 'sandbox-zoho-refresh',
  ZOHO_CHANNEL_TOKEN: 'sandbox-zoho-channel-token',
  SLACK_WEBHOOK_URL: 'https://hooks.slack.example/services/T000/B000/demo',
  RIMEDATA_KEY: 'sandbox-rimedata-key',
  ADMIN_TOKEN: 'sandbox-admin-token',
  INGEST_TOKEN: 'sandbox-ingest-token',
} as const;

/** The scripted model; a product asks it only when these are put into its environment beside the others. */
export const SANDBOX_MODEL = { OPENAI_API_KEY: 'sandbox-model-key', OPENAI_BASE_URL: 'https://llm.example/v1', OPENAI_MODEL: 'scripted-good' } as const;

export type SandboxSecrets = { readonly [name in keyof typeof SANDBOX_SECRETS]: string };

/** The value of `EGRESS_MAP` that sends the product's outgoing calls to a sandbox on this port. */
export const egressMapTo = (port: number): string => `*.example,*.test=127.0.0.1:${port}`;

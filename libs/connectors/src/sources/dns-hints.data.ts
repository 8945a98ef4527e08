/** Who carries mail for others, by the end of the mail server's name. */
export const MAIL_HOSTS: readonly { readonly suffix: string; readonly provider: string }[] = [
  { suffix: 'google.com', provider: 'Google Workspace' },
  { suffix: 'googlemail.com', provider: 'Google Workspace' },
  { suffix: 'mail.protection.outlook.com', provider: 'Microsoft 365' },
  { suffix: 'mx.microsoft', provider: 'Microsoft 365' },
  { suffix: 'pphosted.com', provider: 'Proofpoint' },
  { suffix: 'mimecast.com', provider: 'Mimecast' },
  { suffix: 'barracudanetworks.com', provider: 'Barracuda' },
  { suffix: 'zoho.com', provider: 'Zoho Mail' },
  { suffix: 'zoho.eu', provider: 'Zoho Mail' },
  { suffix: 'messagingengine.com', provider: 'Fastmail' },
  { suffix: 'protonmail.ch', provider: 'Proton Mail' },
  { suffix: 'amazonaws.com', provider: 'Amazon' },
  { suffix: 'kundenserver.de', provider: 'IONOS' },
  { suffix: 'ovh.net', provider: 'OVH' },
];

/** What a text record shows that its domain was confirmed to, or may send mail through. */
export const DNS_HINTS: readonly { readonly says: RegExp; readonly service: string }[] = [
  { says: /^google-site-verification=/i, service: 'Google' },
  { says: /^MS=ms\d+/i, service: 'Microsoft 365' },
  { says: /^atlassian-domain-verification=/i, service: 'Atlassian' },
  { says: /^apple-domain-verification=/i, service: 'Apple' },
  { says: /^facebook-domain-verification=/i, service: 'Meta' },
  { says: /^docusign=/i, service: 'DocuSign' },
  { says: /^stripe-verification=/i, service: 'Stripe' },
  { says: /^ZOOM_verify_/i, service: 'Zoom' },
  { says: /^(?:hubspot|hs)-(?:domain|site)-verification=/i, service: 'HubSpot' },
  { says: /^adobe-idp-site-verification=/i, service: 'Adobe' },
  { says: /^v=spf1\b.*\binclude:[\w.-]*salesforce\.com/i, service: 'Salesforce' },
  { says: /^v=spf1\b.*\binclude:[\w.-]*hubspotemail\.net/i, service: 'HubSpot' },
  { says: /^v=spf1\b.*\binclude:[\w.-]*zendesk\.com/i, service: 'Zendesk' },
  { says: /^v=spf1\b.*\binclude:[\w.-]*sendgrid\.net/i, service: 'SendGrid' },
  { says: /^v=spf1\b.*\binclude:[\w.-]*mcsv\.net/i, service: 'Mailchimp' },
  { says: /^v=spf1\b.*\binclude:[\w.-]*amazonses\.com/i, service: 'Amazon SES' },
];

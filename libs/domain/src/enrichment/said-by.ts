import type { FactOrigin } from '#contracts';

/** Who said a value, in words that follow it: `620, from their website`. */
export const SAID_BY: Readonly<Record<FactOrigin, string>> = {
  human: 'said by a person', crm: 'from the CRM', form: 'from the form', directory: 'from the directory', research: 'from their website', provider: 'from a provider', derived: 'worked out',
};

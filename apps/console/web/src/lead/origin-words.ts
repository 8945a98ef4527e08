import type { Fact, FactOrigin } from '#contracts';

const FROM: Readonly<Record<FactOrigin, (by: string) => string>> = {
  human: (by) => `set by ${by.replace(/^user:/, '')}`,
  crm: (by) => `from the CRM (${by})`,
  form: (by) => `from the form (${by})`,
  directory: () => 'from the directory',
  research: (by) => `from research (${by})`,
  provider: (by) => `from ${by}`,
  derived: () => 'worked out from other values',
};

/** Where a value came from: `from the form (website-demo-form)`. */
export const originWords = ({ origin, by }: Pick<Fact, 'origin' | 'by'>): string => FROM[origin](by);

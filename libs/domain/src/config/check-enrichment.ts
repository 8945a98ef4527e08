import { IANAZone } from 'luxon';
import type { ConfigFinding, EnrichmentConfig, Field, PaidProvider } from '#contracts';
import { finding } from './finding.js';
import { suggest } from './suggest.js';

/** Who gives fields without being paid: the sender's own CRM or form, and the directory file. */
const FREE = ['own-crm', 'directory'];
/** What paid providers of a kind are asked for. */
const ANSWERS: Readonly<Record<PaidProvider['kind'], readonly Field[]>> = { 'people-data-labs': ['company.employees', 'company.industry', 'company.country'] };

/** Everything that is wrong with an enrichment document beyond its schema. */
export function checkEnrichment({ waterfall, providers, directory, timeZone, ceilings }: EnrichmentConfig): ConfigFinding[] {
  const steps = Object.entries(waterfall).flatMap(([field, list]) => (list ?? []).map(({ provider, price }, index) => ({ field: field as Field, provider, price, index })));
  const known = [...FREE, ...Object.keys(providers)];
  return [
    ...(IANAZone.isValidZone(timeZone) ? [] : [finding(['timeZone'], 'timeZone', `${JSON.stringify(timeZone)} is no time zone`, 'Write an IANA name such as America/New_York.')]),
    ...(ceilings.lead > ceilings.day ? [finding(['ceilings', 'lead'], 'ceilings', 'one lead may cost more than a whole day', 'Lower ceilings.lead or raise ceilings.day.')] : []),
    ...Object.entries(providers).flatMap(([name, { price }]) => checkProvider(name, price, ceilings)),
    ...steps.flatMap(({ field, provider, price, index }) => {
      const path = ['waterfall', field, index, 'provider'];
      const where = `waterfall of ${field}`;
      const paid = FREE.includes(provider) ? undefined : providers[provider];
      if (!known.includes(provider)) return [finding(path, where, `unknown provider "${provider}"`, `Did you mean ${suggest(provider, known) ?? known.join(' or ')}?`)];
      if (provider === 'directory' && !directory) return [finding(path, where, 'asks the directory, but no directory is configured', 'Add directory: {file: directory.csv}, or take this step out.')];
      if (paid && !ANSWERS[paid.kind].includes(field)) return [finding(path, where, `${provider} is not asked for ${field}`, `It is asked for ${ANSWERS[paid.kind].join(', ')}. Take this step out.`)];
      if (paid && paid.price !== price) return [finding(['waterfall', field, index, 'price'], where, `the price of ${provider} is another one under providers`, 'Write the same price in both places.')];
      return steps.some((step) => step.field === field && step.provider === provider && step.index < index) ? [finding(path, where, `asks ${provider} twice`, 'Take one of the two out.')] : [];
    }),
  ];
}

function checkProvider(name: string, price: number, ceilings: EnrichmentConfig['ceilings']): ConfigFinding[] {
  const where = `provider ${name}`;
  if (FREE.includes(name)) return [finding(['providers', name], where, `${name} is a name with a meaning of its own`, 'Give the provider another name.')];
  return price > Math.min(ceilings.lead, ceilings.providerDay, ceilings.day) ? [finding(['providers', name, 'price'], where, 'one call costs more than a ceiling allows, so it is never made', 'Raise the ceiling, or take the provider out.')] : [];
}

import { IANAZone } from 'luxon';
import type { ConfigFinding, EnrichmentConfig } from '#contracts';
import { finding } from './finding.js';
import { suggest } from './suggest.js';

/** Who can give a field today: the sender's own CRM or form, and the directory file. */
const PROVIDERS = ['own-crm', 'directory'];

/** Everything that is wrong with an enrichment document beyond its schema. */
export function checkEnrichment({ waterfall, directory, timeZone, ceilings }: EnrichmentConfig): ConfigFinding[] {
  const steps = Object.entries(waterfall).flatMap(([field, list]) => (list ?? []).map(({ provider }, index) => ({ field, provider, index })));
  return [
    ...(IANAZone.isValidZone(timeZone) ? [] : [finding(['timeZone'], 'timeZone', `${JSON.stringify(timeZone)} is no time zone`, 'Write an IANA name such as America/New_York.')]),
    ...(ceilings.lead > ceilings.day ? [finding(['ceilings', 'lead'], 'ceilings', 'one lead may cost more than a whole day', 'Lower ceilings.lead or raise ceilings.day.')] : []),
    ...steps.flatMap(({ field, provider, index }) => {
      const path = ['waterfall', field, index, 'provider'];
      const where = `waterfall of ${field}`;
      if (!PROVIDERS.includes(provider)) return [finding(path, where, `unknown provider "${provider}"`, `Did you mean ${suggest(provider, PROVIDERS) ?? PROVIDERS.join(' or ')}?`)];
      if (provider === 'directory' && !directory) return [finding(path, where, 'asks the directory, but no directory is configured', 'Add directory: {file: directory.csv}, or take this step out.')];
      return steps.some((step) => step.field === field && step.provider === provider && step.index < index) ? [finding(path, where, `asks ${provider} twice`, 'Take one of the two out.')] : [];
    }),
  ];
}

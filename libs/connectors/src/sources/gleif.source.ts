import { z } from 'zod';
import type { SafeHttp } from '#platform';
import { companyKey } from './company-key.js';
import { miss, type OutsideAnswer, type OutsideRequest, type OutsideSource } from './outside-source.js';
import { lines } from './plain-line.js';
import { readJson, signalOf, unlessCalledOff } from './read-json.js';

const name = z.looseObject({ name: z.string() });
const address = z.looseObject({ city: z.string().nullish(), country: z.string().nullish() });
const leiRecord = z.looseObject({
  id: z.string().regex(/^[A-Z0-9]{20}$/),
  attributes: z.looseObject({
    entity: z.looseObject({
      legalName: name, otherNames: z.array(name).nullish(), legalAddress: address, headquartersAddress: address.nullish(),
      jurisdiction: z.string().nullish(), status: z.string().nullish(), creationDate: z.string().nullish(),
    }),
    registration: z.looseObject({ status: z.string().nullish(), lastUpdateDate: z.string().nullish() }).nullish(),
  }),
  relationships: z.record(z.string(), z.looseObject({ links: z.record(z.string(), z.unknown()).nullish() })).nullish(),
});
type LeiRecord = z.infer<typeof leiRecord>;
const leiList = z.looseObject({ data: z.array(leiRecord) });
const leiOne = z.looseObject({ data: leiRecord });

const MOST = 3;

/** `GB:Pelham & Rye Foods`; without a country the name alone counts. */
export const gleifTarget = (companyName: string, country: string | null): string => `${country ?? ''}:${companyName}`;

/** Legal entities with this very name, legal form aside, in the register of the Global Legal Entity Identifier Foundation. */
export class GleifSource implements OutsideSource {
  readonly id = 'gleif';
  readonly version = '1';
  readonly label = 'LEI register';
  readonly answers = ['company.name', 'company.country'] as const;
  readonly costMicro = 0;
  readonly usualMs = 700;
  readonly copyGroup = 'lei';
  readonly terms = { mayQuote: true, attribution: null, docs: 'https://www.gleif.org/en/lei-data/gleif-api (CC0)' };
  readonly limits = { timeoutMs: 10_000, maxBytes: 1024 * 1024, calls: 2, owner: 'none published' };

  constructor(private readonly http: SafeHttp, private readonly api: string) {}

  look(request: OutsideRequest): Promise<OutsideAnswer> {
    return unlessCalledOff(request, async () => {
      const [, country = '', wanted = ''] = /^([A-Z]{2})?:(.{1,200})$/.exec(request.target) ?? [];
      if (companyKey(wanted) === '') return miss('refused', `${JSON.stringify(request.target.slice(0, 200))} names no company.`);
      const query = new URLSearchParams({ 'filter[entity.legalName]': wanted, ...(country ? { 'filter[entity.legalAddress.country]': country } : {}), 'page[size]': '20' });
      const url = `${this.api}/api/v1/lei-records?${query.toString()}`;
      const call = { headers: { accept: 'application/vnd.api+json' }, maxBytes: this.limits.maxBytes, signal: signalOf(request, this.limits) };
      const answer = await readJson(this.http, { ...call, url }, leiList);
      if (!answer.ok) return answer;
      const named = answer.body.data.filter((record) => namesOf(record).some((one) => companyKey(one) === companyKey(wanted)));
      if (named.length === 0) return miss('not_found', `The LEI register has nobody called ${wanted}${country ? ` in ${country}` : ''}.`);
      const parent = named.length === 1 && hasParent(named[0]!) ? await readJson(this.http, { ...call, url: `${this.api}/api/v1/lei-records/${named[0]!.id}/direct-parent` }, leiOne) : null;
      const parentName = parent?.ok ? `${parent.body.data.attributes.entity.legalName.name} (${parent.body.data.attributes.entity.legalAddress.country ?? 'country not given'})` : null;
      return { ok: true, url, status: answer.status, truncated: named.length > MOST, text: named.slice(0, MOST).map((record) => writeEntity(record, parentName)).join('\n\n') };
    });
  }
}

const namesOf = ({ attributes: { entity } }: LeiRecord): string[] => [entity.legalName, ...(entity.otherNames ?? [])].map((one) => one.name);

/** The register links to a parent's record where one is reported; else it says why there is none. */
const hasParent = ({ relationships }: LeiRecord): boolean => relationships?.['direct-parent']?.links?.['lei-record'] !== undefined;

function writeEntity({ id, attributes: { entity, registration } }: LeiRecord, parent: string | null): string {
  const place = ({ city, country }: z.infer<typeof address>) => [city, country].filter(Boolean).join(', ');
  return lines([
    ['Legal name', entity.legalName.name],
    ['LEI', id],
    ['Country', entity.legalAddress.country],
    ['Legal address', place(entity.legalAddress)],
    ['Headquarters', entity.headquartersAddress ? place(entity.headquartersAddress) : null],
    ['Status', entity.status],
    ['Registration', registration?.status],
    ['Last updated', registration?.lastUpdateDate?.slice(0, 10)],
    ['Parent', parent],
  ]);
}

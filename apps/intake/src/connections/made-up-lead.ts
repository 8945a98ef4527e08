import type { MAPPED_FIELDS } from '#contracts';

export type MadeUpLead = Readonly<Record<(typeof MAPPED_FIELDS)[number], string | number | boolean>>;

/** A person who does not exist at a company that does not exist, as forms and CRMs write them. `id` makes one test differ from the next. */
export const madeUpLead = (id: string, now: number): MadeUpLead => ({
  email: 'avery.lindqvist@larkmoor.example', fullName: 'Avery Lindqvist', firstName: 'Avery', lastName: 'Lindqvist', phone: '+44 20 7946 0123',
  title: 'Operations Director', message: 'We need a quote for two cold rooms.', company: 'Larkmoor Chilled Foods', domain: 'larkmoor.example', country: 'IE', employees: 840,
  consent: true, campaign: 'test-lead', leadSource: 'Test lead', crmObjectId: id, submittedAt: new Date(now).toISOString(),
});

/**
 * The fields that Leadwright keeps in a CRM, and what each is called in Salesforce, where names are not free. All are
 * single-line text. HubSpot has them under our names; Pipedrive gives keys of its own, which the account's `fields` tell.
 */
export const SALESFORCE_FIELDS = {
  leadwright_lead_id: 'Leadwright_Lead_Id__c',
  leadwright_company_size: 'Leadwright_Company_Size__c',
  leadwright_industry: 'Leadwright_Industry__c',
  leadwright_fit: 'Leadwright_Fit__c',
  leadwright_summary: 'Leadwright_Summary__c',
} as const;

export const LEAD_ID = 'leadwright_lead_id';
export const LEADWRIGHT_FIELDS: readonly string[] = Object.keys(SALESFORCE_FIELDS);

/** Two-way names of fields: ours and the CRM's. */
export class FieldNames {
  private readonly back: ReadonlyMap<string, string>;

  constructor(private readonly table: Readonly<Record<string, string>>) {
    this.back = new Map(Object.entries(table).map(([ours, theirs]) => [theirs, ours]));
  }

  theirs(ours: string): string | null {
    return this.table[ours] ?? null;
  }

  /** Ours; a name that is not Leadwright's stays as it is. */
  ours(theirs: string): string {
    return this.back.get(theirs) ?? theirs;
  }

  /** Values under the CRM's names; those that have no field there are left out. */
  toTheirs<T>(values: Readonly<Record<string, T>>): Record<string, T> {
    return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => {
      const theirs = this.theirs(name);
      return theirs === null ? [] : [[theirs, value]];
    }));
  }
}

/** What a rule may ask about. Every field is there; what is not known is null. */
export interface RuleInput {
  readonly lead: { readonly connection: string; readonly country: string | null; readonly title: string | null; readonly seniority: string | null; readonly department: string | null; readonly messageClass: string | null; readonly openLeadOwner: string | null };
  readonly company: { readonly name: string | null; readonly domain: string | null; readonly country: string | null; readonly employees: number | null; readonly industry: string | null; readonly sizeBand: string | null };
  readonly account: { readonly name: string | null; readonly owner: string | null };
  readonly fit: { readonly verdict: string; readonly points: number };
  /** Who said a value, by its path, in words for the owner: `company.country` → `from the form`. No rule asks for it. */
  readonly from?: Readonly<Record<string, string>>;
}

/** The fields by group, for type checks, suggestions and the console. */
export const RULE_FIELDS = {
  lead: ['connection', 'country', 'title', 'seniority', 'department', 'messageClass', 'openLeadOwner'],
  company: ['name', 'domain', 'country', 'employees', 'industry', 'sizeBand'],
  account: ['name', 'owner'],
  fit: ['verdict', 'points'],
} as const;

/** The value of a dotted field name, as `account.owner`; undefined when there is no such field. */
export function fieldValue(input: RuleInput, path: string): string | number | null | undefined {
  const [group = '', name = ''] = path.split('.');
  return (input as unknown as Record<string, Record<string, string | number | null>>)[group]?.[name];
}

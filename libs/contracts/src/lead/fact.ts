import { z } from 'zod';
import { id, iso, microMoney } from '../scalars.js';

/** Who is behind a value. Precedence when two disagree: human > crm > form > directory > research > provider > derived. */
export const factOrigin = z.enum(['human', 'crm', 'form', 'directory', 'research', 'provider', 'derived']);
export type FactOrigin = z.infer<typeof factOrigin>;

export const FIELDS = [
  'person.firstName', 'person.lastName', 'person.email', 'person.phone', 'person.title', 'person.seniority', 'person.department',
  'lead.messageClass', 'lead.country',
  'company.name', 'company.domain', 'company.country', 'company.employees', 'company.sizeBand', 'company.industry',
  'company.coldSites', 'company.certifications', 'company.openRoles', 'company.kind', 'company.newSite', 'company.description',
] as const;
export const field = z.enum(FIELDS);
export type Field = z.infer<typeof field>;

export const factValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
export type FactValue = z.infer<typeof factValue>;

/** One value of one field, and where it came from. Never without provenance. */
export const fact = z.object({
  field,
  value: factValue,
  /** What the source said, before normalisation. */
  raw: z.string().max(2000).nullable(),
  origin: factOrigin,
  /** Connection, provider, source or person that gave it: `website-demo-form`, `directory`, `website`, `user:nora`. */
  by: z.string(),
  /** `<method>@<version>` of the code that derived it. */
  method: z.string(),
  /** 0..1, that this is the right value for the right company. */
  confidence: z.number().min(0).max(1),
  costMicro: microMoney,
  observedAt: iso,
  /** Research evidence that proves it, if any. */
  evidenceId: id.nullable(),
});
export type Fact = z.infer<typeof fact>;

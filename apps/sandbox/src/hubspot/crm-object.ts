export type Properties = Readonly<Record<string, string>>;

/** Anything that HubSpot keeps: a contact, a task, a note. */
export interface CrmObject { readonly id: string; readonly createdAt: string; updatedAt: string; properties: Record<string, string> }

/** An object as HubSpot shows it: what was asked for and is empty is null. */
export function wire({ id, createdAt, updatedAt, properties }: CrmObject, names: readonly string[] = Object.keys(properties)): object {
  const shown = Object.fromEntries(names.map((name) => [name, properties[name] ?? null]));
  return { id, properties: { ...shown, createdate: createdAt, hs_object_id: id, lastmodifieddate: updatedAt }, createdAt, updatedAt, archived: false };
}

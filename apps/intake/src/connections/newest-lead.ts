import type { CrmClient, CrmRecord, CrmRefusal } from '#connectors';

const HOUR_MS = 3_600_000;
/** How far back is looked, one after the other, in milliseconds. CRMs list the oldest change first, and an account may hold millions. */
const SPANS = [HOUR_MS, 24 * HOUR_MS, 30 * 24 * HOUR_MS, Infinity] as const;

/** A lead that changed lately in a CRM account; null when it holds none. Errors: those of `CrmClient.listRecent`. */
export async function newestLead(crm: Pick<CrmClient, 'listRecent'>, now: number): Promise<CrmRecord | CrmRefusal | null> {
  for (const span of SPANS) {
    const page = await crm.listRecent(Math.max(0, now - span), null);
    if (page.outcome === 'refused') return page;
    const last = page.records.at(-1);
    if (last) return last;
  }
  return null;
}

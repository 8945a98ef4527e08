import type { Connection } from '#contracts';
import type { Trouble } from './announcement.js';
import { asText } from './field-values.js';
import type { FieldReader, FieldReaders, LeadSource } from './map-fields.js';
import type { Attention } from './submission.js';

interface Place { readonly name: string; readonly connection: Connection }

const labelOf = ({ name, connection }: Place): string => connection.label ?? name;
const READ_AGAIN = 'publish it, then retry: it is read again from its original bytes.';

/** The submission names nobody who could be written to or called. Says where was looked, and what is there instead; no values. */
export function wordUnreachable(place: Place, readers: FieldReaders, source: LeadSource): Attention {
  const email = whyNot('e-mail', readers.email, source);
  const phone = whyNot('phone number', readers.phone, source);
  return {
    code: 'SUBMISSION.UNREACHABLE',
    title: `A submission of ${labelOf(place)} has no e-mail and no phone number`,
    detail: [email, phone].join(' '),
    fix: place.connection.vendor === 'api'
      ? 'Send it again with an e-mail or a phone number, and close this one with a reason.'
      : `Mend map.email (or map.phone) of "${place.name}" in connections.yaml, ${READ_AGAIN} If it holds neither, close it with a reason.`,
  };
}

function whyNot(what: string, reader: FieldReader | undefined, source: LeadSource): string {
  if (!reader) return `No ${what} is mapped.`;
  const found = asText(reader.find(source))?.trim();
  return found ? `The ${what} was found ${reader.place} but cannot be read as one.` : `The mapping looks for the ${what} ${reader.place}; ${reader.missed(source)}.`;
}

/** A call of many leads in which none was found. */
export const wordNoLeads = (place: Place, each: FieldReader, source: LeadSource): Attention => ({
  code: 'SUBMISSION.NO_LEADS',
  title: `A call of ${labelOf(place)} carries no lead`,
  detail: `The mapping looks for leads ${each.place}; ${each.missed(source)}.`,
  fix: `Mend each of "${place.name}" in connections.yaml, ${READ_AGAIN} If the call is none of a lead, close it with a reason.`,
});

/** A call of a CRM in which no event stands. */
export const wordNoEvents = (place: Place): Attention => ({
  code: 'SUBMISSION.NO_EVENTS',
  title: `A call of ${labelOf(place)} tells of nothing`,
  detail: 'The call is proved, but no event stands in it.',
  fix: 'Look at the subscriptions there. If nothing is missing, close it with a reason.',
});

/** A call of a CRM that cannot be read as what it sends. */
export const wordTrouble = (place: Place, { detail, fix }: Trouble): Attention => ({ code: 'SUBMISSION.NOT_AN_EVENT', title: `A call of ${labelOf(place)} is no event of a lead`, detail, fix });

/** The CRM told of a lead that it does not show. */
export const wordNotThere = (place: Place, objectId: string): Attention => ({
  code: 'SUBMISSION.NOT_THERE',
  title: `${labelOf(place)} announced a lead that is not there`,
  detail: `It told of ${objectId}, but does not show it when it is read back${tokenOf(place)}.`,
  fix: 'If it was deleted or was a test of the webhook, close it with a reason. Else let the token read it, then retry.',
});

/** The CRM refuses to show leads. `said` is the CRM's own words. */
export const wordNotReadBack = (place: Place, said: string): Attention => ({
  code: 'SUBMISSION.NOT_READ_BACK',
  title: `${labelOf(place)} does not let its leads be read back`,
  detail: `It answered${tokenOf(place)}: ${said}`,
  fix: 'Give the token the right to read them, then retry: the lead is read back again.',
});

const tokenOf = ({ connection: { crm } }: Place): string => (crm ? ` with ${crm.token}` : '');

export const wordFewerLeads = (place: Place, count: number): Attention => ({
  code: 'SUBMISSION.FEWER_LEADS',
  title: `A lead in a call of ${labelOf(place)} is not found any more`,
  detail: `Under the mapping of today the call carries ${count === 1 ? 'one lead' : `${count} leads`}; this one stood behind them.`,
  fix: `Mend each of "${place.name}" in connections.yaml, ${READ_AGAIN} Or close it with a reason.`,
});

/** Our own error. What it says stands in the log. */
export const wordOurError = (place: Place): Attention => ({
  code: 'SUBMISSION.OUR_ERROR',
  title: `A submission of ${labelOf(place)} could not be read`,
  detail: 'Leadwright met an error of its own; the log of intake names it. The original bytes are kept.',
  fix: 'Retry after the next version. If it matters now, enter the lead by hand.',
});

/** Two calls under one id. */
export const wordConflict = (label: string): Attention => ({
  code: 'SUBMISSION.CONFLICT',
  title: `${label} sent another body under an id that was used before`,
  detail: 'A sender may repeat a call, but then its body is the same. The first one was taken as usual; this one waits, so that neither overwrites the other.',
  fix: 'If it is another lead, or news of the same one, retry: it is taken by its own. If it is a mistake of the sender, close it with a reason.',
});

export const wordConnectionGone = (name: string): Attention => ({
  code: 'SUBMISSION.CONNECTION_GONE',
  title: `"${name}" is not configured any more`,
  detail: `The submission came by the connection "${name}". Without it nothing says where its fields stand.`,
  fix: `Put "${name}" back into connections.yaml, ${READ_AGAIN} Or close it with a reason.`,
});

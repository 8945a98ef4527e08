import { fullNameOf, type Asking } from './planned-call.js';

/** `POST /api/leads` knows no null. */
export const apiBody = (asking: Asking): string => JSON.stringify(Object.fromEntries(Object.entries(asking).filter(([, value]) => value !== null)));

const QUESTIONS = [
  { ref: 'name', type: 'short_text', title: 'Your name' }, { ref: 'email', type: 'email', title: 'Work e-mail' }, { ref: 'company', type: 'short_text', title: 'Company' },
  { ref: 'job', type: 'short_text', title: 'What do you do there?' }, { ref: 'country', type: 'multiple_choice', title: 'Country' },
  { ref: 'help', type: 'long_text', title: 'How can we help?' }, { ref: 'updates', type: 'yes_no', title: 'May we write to you?' },
];

/** An answer to the demo form, in the shape of Typeform. `emailRef`: what the e-mail question is called. */
export function formBody(eventId: string, asking: Asking, at: number, emailRef = 'email'): string {
  const questions = QUESTIONS.map((question, index) => ({ id: `Q${index + 1}demo`, ...question, ref: question.ref === 'email' ? emailRef : question.ref }));
  const values: Readonly<Record<string, { type: string } & Record<string, unknown> | null>> = {
    name: { type: 'text', text: fullNameOf(asking) },
    [emailRef]: asking.email === null ? null : { type: 'email', email: asking.email },
    company: asking.company === null ? null : { type: 'text', text: asking.company },
    job: asking.title === null ? null : { type: 'text', text: asking.title },
    country: asking.country === null ? null : { type: 'choice', choice: { label: asking.country } },
    help: asking.message === null ? null : { type: 'text', text: asking.message },
    updates: asking.consent === null ? null : { type: 'boolean', boolean: asking.consent },
  };
  const answers = questions.flatMap(({ id, type, ref }) => (values[ref] ? [{ ...values[ref], field: { id, type, ref } }] : []));
  return JSON.stringify({
    event_id: eventId, event_type: 'form_response',
    form_response: {
      form_id: 'demoForm', token: eventId.toLowerCase(), landed_at: new Date(at - 95_000).toISOString(), submitted_at: new Date(at).toISOString(),
      hidden: { utm_campaign: 'cold-chain-guide' }, definition: { id: 'demoForm', title: 'Ask for a demo', fields: questions.map(({ id, ref, type, title }) => ({ id, ref, type, title })) }, answers,
    },
  });
}

import { endOfQuiet, permitDraft, USUAL_QUIET, zonesOf } from '#domain';
import type { EffectContent } from '../effect.js';
import type { Step, StepInputs } from '../step.js';
import { writtenOut } from './written-out.js';

type MailContent = Extract<EffectContent, { kind: 'mail.send' }>;

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * What to do now with a mail whose approval is good. What allowed it when it was drafted is asked again: the owner, the lists,
 * the country, earlier mails, the reader's clock.
 */
export function mailStep({ approval: { content }, rep }: MailContent, inputs: StepInputs): Step {
  const { effect, lead, assignment, outreach, recipient, now } = inputs;
  if (outreach?.send.by !== 'smtp' || !recipient) return held('OUTREACH.NOT_BY_MAIL', 'outreach.yaml does not say any more that mail is sent from here.', 'Set send.by to smtp, then retry; or close this and use the text from the draft.', true);
  if (effect.state === 'attempting' && effect.uncertain) {
    return held('OUTREACH.UNANSWERED', 'The mail server did not say whether it took the mail. It may have arrived; it is not sent again by itself.', `Ask whoever looks after the mail server for Message-ID ${effect.id}. Retry if it was not sent, else close this.`, true);
  }
  const from = rep === null ? undefined : assignment.reps[rep];
  const owner = lead.assignment?.owner;
  if (!from) return blocked('OUTREACH.NO_SENDER', 'A mail leaves from the owner of the lead, and no rep owned it when it was approved.', 'Give the lead to a rep, and approve the draft again.');
  if (owner?.kind !== 'rep' || owner.rep !== rep) return blocked('OUTREACH.OWNER_CHANGED', `It was approved as a mail from ${from.name}, whose lead this is not any more.`, 'Have a draft of the new owner approved.');
  if (recipient.suppressedAt !== null) return blocked('OUTREACH.DO_NOT_CONTACT', `This person asked on ${day(recipient.suppressedAt)} not to be written to.`, 'Close this. The address is on the list for good.');
  const country = lead.company?.country ?? lead.snapshot!.company.country;
  const permitted = permitDraft({ country, consent: lead.snapshot!.consent, domain: lead.company?.domain ?? null, email: content.to }, outreach);
  if (permitted !== 'allowed') return blocked('OUTREACH.NOT_PERMITTED', permitted.sentence.replace(/^No draft: (.)/, (_, first: string) => first.toUpperCase()), permitted.suggestion ? `Close this; instead: ${permitted.suggestion}.` : 'Close this.');
  if (recipient.mailedAt !== null && recipient.mailedAt > now - outreach.firstTouchEvery) {
    return blocked('OUTREACH.WRITTEN_ALREADY', `This person got a first mail on ${day(recipient.mailedAt)}; one in ${Math.round(outreach.firstTouchEvery / 86_400_000)} days is the rule (firstTouchEvery).`, 'Close this.');
  }
  const zones = country === null ? [] : zonesOf(country);
  const dueAt = endOfQuiet(now, zones.length > 0 ? zones : [from.zone], outreach.send.quietHours ?? USUAL_QUIET);
  if (dueAt !== null) return { step: 'later', dueAt };
  const headers = { 'List-Unsubscribe': `<${inputs.unsubscribeUrl(effect.id)}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  return {
    step: 'call', lookFirst: effect.uncertain,
    call: { to: 'mail', claims: recipient, mail: { id: effect.id, from: { name: from.name, address: from.email }, to: content.to, subject: content.subject, text: writtenOut(content), headers } },
  };
}

const held = (code: string, why: string, fix: string, mayRetry = false): Step => ({ step: 'fail', obstacle: { code, why, fix, mayRetry } });
const blocked = (code: string, why: string, fix: string): Step => held(code, `${why} Nothing was sent.`, fix);

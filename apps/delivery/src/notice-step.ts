import type { EffectContent } from './effect.js';
import { addressOf } from './person-address.js';
import type { Step, StepInputs } from './step.js';

type NoticeContent = Extract<EffectContent, { kind: `notice.${string}` }>;

/** What to do with a notice now. No way takes a key: Slack is repeated once after a lost answer, a mail only when a person says so. */
export function noticeStep(content: NoticeContent, { effect, connections: { notify }, assignment }: StepInputs): Step {
  const lost = effect.state === 'attempting' && effect.uncertain;
  if (content.kind === 'notice.slack') {
    if (!notify.slack) return obstacle('DELIVERY.NO_SLACK', 'No Slack webhook is configured any more.', 'Set notify.slack in connections.yaml, then retry.');
    if (lost && effect.mayHaveRepeated) {
      return obstacle('DELIVERY.TWICE_UNANSWERED', 'Slack did not answer twice. The notice may have been shown, even twice; it is not sent a third time by itself.', 'Look into the channel. Retry if it is not there, else close this.');
    }
    return { step: 'call', lookFirst: effect.uncertain, call: { to: 'slack', secret: notify.slack.webhook, text: content.text } };
  }
  if (!notify.mail) return obstacle('DELIVERY.NO_MAIL', 'No e-mail for notices is configured any more.', 'Set notify.mail in connections.yaml, then retry.');
  if (lost) return obstacle('DELIVERY.MAIL_UNANSWERED', 'The mail server did not say whether it took the mail. It may have arrived; it is not sent again by itself.', `Ask ${content.to}. Retry if it did not arrive, else close this.`);
  const to = addressOf(content.person, assignment);
  if (!to) return obstacle('DELIVERY.NO_ADDRESS', `No e-mail address of ${content.to} is known.`, `Name "${content.person}" in assignment.yaml as a rep, as manager or as the owner of a queue, by address; then retry.`);
  const { from: address, name } = notify.mail;
  return { step: 'call', lookFirst: effect.uncertain, call: { to: 'mail', mail: { id: effect.id, from: { name, address }, to, subject: content.subject, text: content.text } } };
}

const obstacle = (code: string, why: string, fix: string): Step => ({ step: 'fail', obstacle: { code, why, fix, mayRetry: true } });

import { MESSAGE_WORDS, type MessageClass } from './message-words.data.js';
import { fold } from './normalize-text.js';

export type { MessageClass } from './message-words.data.js';

/** Name of these rules in facts and records; a change of any outcome raises it. */
export const CLASSIFY_MESSAGE = 'classify-message@1';

export interface MessageJudgement {
  messageClass: MessageClass;
  /** The words it rests on, for a person: `says "internships"`. */
  because: string;
}

/**
 * What the person wants, by a table of phrases. Where words of several kinds meet, buying wins: reading one message in vain
 * costs less than losing a buyer. Anything else in doubt is `unclear`, which never ends a lead.
 */
export function classifyMessage(text: string | null | undefined): MessageJudgement {
  const words = fold(text ?? '');
  if (words === '') return { messageClass: 'unclear', because: 'no message' };

  const found = (Object.keys(MESSAGE_WORDS) as (keyof typeof MESSAGE_WORDS)[]).flatMap((messageClass) => {
    const phrase = MESSAGE_WORDS[messageClass].find((candidate) => ` ${words} `.includes(` ${candidate} `));
    return phrase ? [{ messageClass, phrase }] : [];
  });
  const buying = found.find((one) => one.messageClass === 'buying');
  if (found.length === 0) return { messageClass: 'unclear', because: 'no telling words' };
  if (!buying && found.length > 1) return { messageClass: 'unclear', because: `says both ${found.map((one) => `"${one.phrase}"`).join(' and ')}` };
  const { messageClass, phrase } = buying ?? found[0]!;
  return { messageClass, because: `says "${phrase}"` };
}

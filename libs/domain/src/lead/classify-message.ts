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

type Telling = keyof typeof MESSAGE_WORDS;

/** The phrases of each class between spaces, so that they are found as whole words. */
const PHRASES = Object.entries(MESSAGE_WORDS).map(([messageClass, phrases]) => ({ messageClass: messageClass as Telling, phrases: phrases.map((phrase) => ` ${phrase} `) }));
const BUYING = PHRASES.filter(({ messageClass }) => messageClass === 'buying');
const OTHERS = PHRASES.filter(({ messageClass }) => messageClass !== 'buying');

/**
 * What the person wants, by a table of phrases. Where words of several kinds meet, buying wins: reading one message in vain
 * costs less than losing a buyer. Anything else in doubt is `unclear`, which never ends a lead.
 */
export function classifyMessage(text: string | null | undefined): MessageJudgement {
  const words = fold(text ?? '');
  if (words === '') return { messageClass: 'unclear', because: 'no message' };

  const [buying] = classesIn(words, BUYING);
  const found = buying ? [buying] : classesIn(words, OTHERS);
  if (found.length > 1) return { messageClass: 'unclear', because: `says both ${found.map((one) => `"${one.phrase}"`).join(' and ')}` };
  const [only] = found;
  return only ? { messageClass: only.messageClass, because: `says "${only.phrase}"` } : { messageClass: 'unclear', because: 'no telling words' };
}

/** The classes of which a phrase stands in the words, with the first one that does. */
function classesIn(words: string, classes: typeof PHRASES): { messageClass: Telling; phrase: string }[] {
  const apart = ` ${words} `;
  return classes.flatMap(({ messageClass, phrases }) => {
    const phrase = phrases.find((candidate) => apart.includes(candidate));
    return phrase ? [{ messageClass, phrase: phrase.trim() }] : [];
  });
}

import { isPlain } from './forbidden-words.js';

const OPENINGS = /^(?:hi|hello|hey|dear|good (?:morning|afternoon|day))\b[^.!?\n,]*[,.!\n]\s*/i;
const WISHES = /^(?:we|i)(?:'d| would)? (?:are|am|need|want|like|have been)?\s*(?:also )?(?:currently )?(?:looking for|looking at|interested in|evaluating|searching for|to know(?: about)?|to ask(?: about)?|to see|to have|to get|need(?:ing)?|want)?\s+/i;
const MOST_WORDS = 12;

/**
 * What the person asked for, in their own words: an exact piece of the message of at most twelve words, without greeting and
 * "we need". Null when there is no message or nothing that could be put into one line.
 */
export function quoteMessage(message: string | null): string | null {
  const text = (message ?? '').replace(OPENINGS, '').trim();
  const sentence = text.split(/(?<=[.!?])\s+|\n+/).find((one) => /\p{L}{3}/u.test(one));
  if (!sentence) return null;
  const bare = sentence.replace(/[.!?\s]+$/, '');
  const wanted = bare.replace(WISHES, '');
  const words = (wanted.split(/\s+/).length >= 2 ? wanted : bare).split(' ');
  const quote = words.slice(0, MOST_WORDS).join(' ').replace(/[,;:\s]+$/, '');
  return isPlain(quote) ? quote : null;
}

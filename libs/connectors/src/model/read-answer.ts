import type { z } from 'zod';
import type { Accepted } from './model.js';

/** Places where an object may begin that are looked at. */
const MOST_STARTS = 16;
const MOST_WORDS = 300;

/**
 * Reads a model's answer: as it is, without code fences, or the one object that stands in its prose. What is cut off stays
 * unread (completing it would be inventing), and so does an answer that holds two different objects of the right shape.
 */
export function readAnswer<T>(raw: string, schema: z.ZodType<T>): Accepted<T> & { readonly parsed: unknown } {
  const found = candidates(raw.trim());
  if (found.length === 0) return { ok: false, parsed: null, problem: raw.trim() === '' ? 'The answer was empty.' : 'The answer was not a complete JSON object.' };
  const judged = found.map((value) => ({ value, result: schema.safeParse(value) }));
  const fitting = judged.filter(({ result }) => result.success);
  if (new Set(fitting.map(({ value }) => JSON.stringify(value))).size > 1) return { ok: false, parsed: null, problem: 'The answer held several different JSON objects.' };
  const [first] = fitting.length > 0 ? fitting : judged;
  return first!.result.success
    ? { ok: true, value: first!.result.data, parsed: first!.value }
    : { ok: false, parsed: first!.value, problem: wordProblem(first!.result.error) };
}

/** The objects in a text: the whole, else what is fenced, else every one that stands in prose. */
function candidates(text: string): unknown[] {
  const whole = parseObject(text) ?? parseObject(text.replace(/^```\w*\s*|\s*```$/g, ''));
  return whole ? [whole] : objectsIn(text);
}

function objectsIn(text: string): object[] {
  const found: object[] = [];
  let from = 0;
  for (let start = 0; start < MOST_STARTS; start += 1) {
    const open = text.indexOf('{', from);
    if (open < 0) break;
    const end = closingBrace(text, open);
    const value = end < 0 ? null : parseObject(text.slice(open, end + 1));
    if (value) found.push(value);
    from = value ? end + 1 : open + 1;
  }
  return found;
}

/** Where the brace at `open` closes, strings skipped; -1 when it does not. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  let inString = false;
  for (let at = open; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth += 1;
    else if (character === '}' && (depth -= 1) === 0) return at;
  }
  return -1;
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

const wordProblem = (error: z.ZodError): string =>
  `The answer did not follow the schema: ${error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.') || 'the object'}: ${message}`).join('; ')}`.slice(0, MOST_WORDS);

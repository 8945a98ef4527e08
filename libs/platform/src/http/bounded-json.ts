import { ProblemError } from '#contracts';

export interface JsonLimits { depth: number; values: number }
const DEFAULT_LIMITS: JsonLimits = { depth: 64, values: 20_000 };
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/**
 * Parses bytes as JSON within limits that are counted before parsing: 200 KB of `[[[[` would be accepted by `JSON.parse` and
 * break whatever writes it again. Errors: 400 body_unreadable, saying what is wrong and where.
 */
export function parseBoundedJson(bytes: Uint8Array, limits: JsonLimits = DEFAULT_LIMITS): unknown {
  const text = decode(bytes);
  checkShape(text, limits);
  try {
    return JSON.parse(text, dropPrototypeKeys);
  } catch (error) {
    throw unreadable(`The body is not JSON: ${(error as Error).message}.`);
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes.length === 0) throw unreadable('The body is empty; JSON is expected.');
  try {
    return utf8.decode(bytes);
  } catch {
    throw unreadable('The body is not valid UTF-8.');
  }
}

function checkShape(text: string, { depth: maxDepth, values: maxValues }: JsonLimits): void {
  let depth = 0;
  let values = 1;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 92) index += 1;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > maxDepth) throw unreadable(`The body is nested deeper than ${maxDepth} levels (at character ${index}).`);
    } else if (code === 93 || code === 125) depth -= 1;
    else if (code === 44) {
      values += 1;
      if (values > maxValues) throw unreadable(`The body has more than ${maxValues} values.`);
    }
  }
}

/** `__proto__` as a key would change objects it is copied into. */
const dropPrototypeKeys = (key: string, value: unknown): unknown => (key === '__proto__' ? undefined : value);

const unreadable = (detail: string): ProblemError => new ProblemError(400, 'body_unreadable', 'The body cannot be read', detail);

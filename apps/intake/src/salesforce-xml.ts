import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { ProblemError } from '#contracts';

const MAX_BYTES = 1_048_576;
const MAX_TAGS = 60_000;
/** An outbound message is six deep. */
const MAX_DEPTH = 12;
const utf8 = new TextDecoder('utf-8', { fatal: true });
/** Whatever begins like a declaration: a DOCTYPE can name files and make one word a gigabyte. Comments and CDATA are none. */
const DECLARATION = /<!(?!--|\[CDATA\[)/;
/** Nothing is looked up or expanded: `&x;` stays as it is written. */
const parser = new XMLParser({
  ignoreAttributes: false, attributeNamePrefix: '@', removeNSPrefix: true, parseTagValue: false, processEntities: false, ignoreDeclaration: true, ignorePiTags: true,
  maxNestedTags: MAX_DEPTH, isArray: (name) => name === 'Notification',
});

/**
 * XML as an object: elements without their prefixes, attributes behind an `@`. A byte order mark is passed over. Bytes, tags
 * and depth are counted before it is parsed. Errors: 400 body_unreadable, which never says words of the body.
 */
export function parseBoundedXml(bytes: Uint8Array): unknown {
  const text = decodeXml(bytes);
  checkShape(text);
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw unreadable(`The body is not well-formed XML (line ${valid.err.line}).`);
  try {
    return parser.parse(text);
  } catch {
    throw unreadable('The body is not well-formed XML.');
  }
}

/** Errors: 400 body_unreadable. */
export function decodeXml(bytes: Uint8Array): string {
  if (bytes.length === 0) throw unreadable('The body is empty; an outbound message in XML is expected.');
  if (bytes.length > MAX_BYTES) throw unreadable('The body is larger than 1 MiB.');
  try {
    return utf8.decode(bytes);
  } catch {
    throw unreadable('The body is not valid UTF-8.');
  }
}

function checkShape(text: string): void {
  if (DECLARATION.test(text)) throw unreadable('The body has a document type (<!DOCTYPE …>), which an outbound message never has.');
  let depth = 0;
  let tags = 0;
  for (const [tag] of text.matchAll(/<[^<>]*>?/g)) {
    tags += 1;
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>') && !tag.startsWith('<?') && !tag.startsWith('<!')) depth += 1;
    if (tags > MAX_TAGS) throw unreadable(`The body has more than ${MAX_TAGS} tags. Choose fewer fields in the outbound message: the id is enough.`);
    if (depth > MAX_DEPTH) throw unreadable(`The body is nested deeper than ${MAX_DEPTH} levels.`);
  }
}

export const unreadable = (detail: string): ProblemError => new ProblemError(400, 'body_unreadable', 'The body cannot be read', detail);

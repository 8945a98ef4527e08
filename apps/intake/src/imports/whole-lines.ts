import { isUtf8 } from 'node:buffer';
import { UnreadableFile } from './unreadable-file.js';

/** Bytes of one line that are kept while its end is looked for. */
const LONGEST = 256 * 1024;
const LF = 10;
const CR = 13;

/**
 * Cuts bytes into blocks that end where lines end, so that no character is cut in two, and lets only UTF-8 text through.
 * Errors: `UnreadableFile` naming the first line that is none, and what it seems to be.
 */
export async function* wholeLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  const checked = (block: Buffer): Buffer => {
    if (!isUtf8(block) || block.includes(0)) throw notText(block, line);
    line += countLines(block);
    return block;
  };
  for await (const some of bytes) {
    rest = rest.length === 0 ? some : Buffer.concat([rest, some]);
    const end = endOfLines(rest);
    if (end > 0) {
      yield checked(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    if (rest.length > LONGEST) throw new UnreadableFile(line, 'holds more than 256 KiB without an end.', 'Save it as CSV, with one lead on a line.');
  }
  if (rest.length > 0) yield checked(rest);
}

/** Behind the last line end; a CR at the very end may be the half of one. */
function endOfLines(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(LF);
  return (feed >= 0 ? feed : bytes.lastIndexOf(CR, -2)) + 1;
}

const LINE_END = /\r\n|\n|\r/;
const countLines = (block: Buffer): number => block.toString('latin1').split(LINE_END).length - 1;

const SAVE_AS = 'Save it again as "CSV UTF-8" (in Excel: Save as, CSV UTF-8) and send that file.';

function notText(block: Buffer, first: number): UnreadableFile {
  if (first === 1 && block.subarray(0, 2).toString('latin1') === 'PK') return new UnreadableFile(1, 'begins as a workbook or a ZIP file does, not as a CSV file.', SAVE_AS);
  if (block.includes(0)) return new UnreadableFile(first, 'holds zero bytes, as UTF-16 and files that are no text do.', SAVE_AS);
  const lines = block.toString('latin1').split(LINE_END);
  const at = lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1')));
  const bytes = Buffer.from(lines[at]!, 'latin1');
  const byte = bytes[Buffer.byteLength(bytes.toString('utf8').split('\uFFFD', 1)[0]!)]!;
  return new UnreadableFile(first + at, `is not UTF-8: it holds the byte 0x${byte.toString(16).toUpperCase()}, which Windows-1252 reads as "${new TextDecoder('windows-1252').decode(Uint8Array.of(byte))}".`, SAVE_AS);
}

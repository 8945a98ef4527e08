import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { UnreadableFile } from './unreadable-file.js';
import { wholeLines } from './whole-lines.js';

/** One line of a file; a quoted value may run over several, then it is the first of them. */
export interface CsvLine { readonly line: number; readonly values: readonly string[] }

/** Characters of one line. */
const LONGEST = 64 * 1024;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * The lines of a CSV file in UTF-8, header first, as they come; empty ones are left out.
 * A quote inside a value is a quote; one that opens a value must be closed.
 * Errors: `UnreadableFile`, and whatever the bytes throw.
 */
export async function* readCsv(bytes: AsyncIterable<Buffer>): AsyncGenerator<CsvLine> {
  const blocks = wholeLines(bytes);
  const first = await blocks.next();
  if (first.done) throw new UnreadableFile(1, 'is missing: the file is empty.', 'Send a file with a header and a line for each lead.');
  const begins = [1]; // of the lines that are parsed and not taken yet, and of the one that is next: an error overtakes those
  const count = (values: string[]): string[] => {
    begins.push(begins.at(-1)! + 1 + values.reduce((sum, value) => sum + value.split(/\r\n|\n|\r/).length - 1, 0));
    return values;
  };
  const parser = parse({
    bom: true, delimiter: delimiterOf(first.value), record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, relax_quotes: true, max_record_size: LONGEST, on_record: count,
  });
  pipeline(Readable.from(startingWith(first.value, blocks)), parser, () => undefined); // an error of the bytes ends the parser, and so the loop below
  try {
    for await (const values of parser as AsyncIterable<string[]>) {
      const line = begins.shift()!;
      if (values.some((value) => value.trim() !== '')) yield { line, values };
    }
  } catch (error) {
    throw error instanceof CsvError ? wordCsvError(error, begins.at(-1)!) : error;
  }
}

async function* startingWith(first: Buffer, others: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* others;
}

/** What stands between the names of the header: the delimiter that is most often there, outside of quotes. */
function delimiterOf(block: Buffer): string {
  const header = block.toString('utf8').split(/[\r\n]/, 1)[0]!.replace(/"[^"]*"/g, '');
  const amount = (delimiter: string): number => header.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (amount(one) > amount(best) ? one : best));
}

function wordCsvError({ code }: CsvError, line: number): UnreadableFile {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return new UnreadableFile(line, 'opens a quote (") that is never closed.', 'Close it, or take it away, and send the file again.');
  return new UnreadableFile(line, `is longer than ${LONGEST / 1024} KiB; perhaps a quote (") is opened there and not closed.`, 'Mend it and send the file again.');
}

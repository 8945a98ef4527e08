import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsv, type CsvLine } from './read-csv.js';

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string | Buffer, size = 7): Promise<CsvLine[]> {
  const lines: CsvLine[] = [];
  for await (const line of readCsv(chunksOf(Buffer.from(text as string), size))) lines.push(line);
  return lines;
}
const refusal = (text: string | Buffer, size?: number): Promise<string> => read(text, size).then((lines) => `accepted ${JSON.stringify(lines)}`, (error: { message: string; fix?: string }) => `${error.message} ${error.fix}`);

describe('a CSV file', () => {
  it.each([
    ['commas', 'a,b\n1,2\n', [[1, 'a', 'b'], [2, '1', '2']]],
    ['semicolons, as Excel writes them in half of Europe', 'a;b\n"1;5";x,y,z\n', [[1, 'a', 'b'], [2, '1;5', 'x,y,z']]],
    ['tabs', 'a\tb\n1\t2,3', [[1, 'a', 'b'], [2, '1', '2,3']]],
    ['a delimiter inside of a quoted name', '"a, b, c";d\n1;2\n', [[1, 'a, b, c', 'd'], [2, '1', '2']]],
    ['a byte order mark', '\uFEFFa,b\n1,2\n', [[1, 'a', 'b'], [2, '1', '2']]],
    ['CRLF', 'a,b\r\n1,2\r\n', [[1, 'a', 'b'], [2, '1', '2']]],
    ['CR alone, as an old Mac wrote it', 'a,b\r1,2\r3,4', [[1, 'a', 'b'], [2, '1', '2'], [3, '3', '4']]],
    ['line ends of both kinds', 'a,b\r\n1,2\n3,4\r\n', [[1, 'a', 'b'], [2, '1', '2'], [3, '3', '4']]],
    ['empty lines, which count but say nothing', 'a,b\n\n1,2\n , \n3,4\n', [[1, 'a', 'b'], [3, '1', '2'], [5, '3', '4']]],
    ['a value of several lines: the next one is counted right', 'a,b\r\n"x\r\ny\r\nz",2\r\n3,4\r\n', [[1, 'a', 'b'], [2, 'x\r\ny\r\nz', '2'], [5, '3', '4']]],
    ['a quote inside of a value', 'a,b\n5" pipe,2\n"say ""hi""",4\n', [[1, 'a', 'b'], [2, '5" pipe', '2'], [3, 'say "hi"', '4']]],
    ['too few and too many values', 'a,b\n1\n1,2,3\n', [[1, 'a', 'b'], [2, '1'], [3, '1', '2', '3']]],
    ['letters of every length', 'a,b\né,漢字\n😀,ß\n', [[1, 'a', 'b'], [2, 'é', '漢字'], [3, '😀', 'ß']]],
  ])('with %s is read, however it is cut on its way', async (_, text, expected) => {
    for (const size of [1, 2, 3, 5, 1_000]) expect((await read(text, size)).map(({ line, values }) => [line, ...values])).toEqual(expected);
  });

  it('is read as it was written, whatever stands in it', async () => {
    const value = fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => !text.includes('\0') && text.isWellFormed());
    await fc.assert(fc.asyncProperty(fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { maxLength: 6 }), fc.constantFrom(';', ',', '\t'), fc.integer({ min: 1, max: 20 }), async (rows, delimiter, size) => {
      const text = ['one', 'two', 'three'].join(delimiter) + '\n' + rows.map((values) => values.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter) + '\n').join('');
      expect((await read(text, size)).slice(1).map(({ values }) => values)).toEqual(rows.filter((values) => values.some((one) => one.trim() !== '')));
    }), { numRuns: 100 });
  });

  const windows = Buffer.from('name,email\nAna,a@x.example\nRen\xe9,r@x.example\n', 'latin1');
  it.each([
    ['nothing in it', Buffer.alloc(0), 'Line 1 is missing: the file is empty.'],
    ['Windows-1252', windows, 'Line 3 is not UTF-8: it holds the byte 0xE9, which Windows-1252 reads as "é". Save it again as "CSV UTF-8"'],
    ['UTF-16', Buffer.from('\uFEFFname,email\n', 'utf16le'), 'zero bytes, as UTF-16'],
    ['a workbook in it', Buffer.from('PK\x03\x04\x14\x00\n', 'latin1'), 'Line 1 begins as a workbook or a ZIP file does'],
    ['a quote that is never closed', Buffer.from('a,b\n1,2\n"3,4\n5,6\n'), 'Line 3 opens a quote (") that is never closed.'],
    ['a quote that swallows the rest of a large file', Buffer.from(`a,b\n"1,2\n${'3,4\n'.repeat(30_000)}`), 'Line 2 is longer than 64 KiB; perhaps a quote'],
    ['no line ends', Buffer.alloc(300_000, 'x'), 'Line 1 holds more than 256 KiB without an end.'],
  ])('with %s is refused, and the line is named', async (_, bytes, words) => {
    expect(await refusal(bytes, 5_000)).toContain(words);
    if (bytes.length < 100) expect(await refusal(bytes, 1)).toContain(words);
  });

  it('hands on what is wrong with the bytes themselves', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('a,b\n1,2\n');
      throw new Error('the sender went away');
    }
    const seen: CsvLine[] = [];
    await expect((async () => { for await (const line of readCsv(broken())) seen.push(line); })()).rejects.toThrow('the sender went away');
  });
});

import { readRoles } from '#connectors';
import { bestRun } from './best-run.js';
import { MOST_QUOTE, type Extractor } from './extractor.js';
import { isColdChain } from './open-roles.js';
import { joined, linesOf } from './text.js';

const EMPTY = /: 0 open roles$/m;
const isWanted = (line: string): boolean => readRoles(line).some(({ title }) => isColdChain(title));

/** Open roles for the cold chain on a job board, where every line is a role. The quote is of whole lines and starts with the first of them. */
export const boardRoles: Extractor = {
  name: 'boardRoles@1',
  field: 'company.openRoles',
  valueOf: (quote) => {
    const listed = readRoles(quote);
    return listed.length > 0 ? new Set(listed.map(({ title }) => title).filter(isColdChain)).size : EMPTY.test(quote) ? 0 : null;
  },
  find: ({ kind, text }) => {
    if (kind !== 'board') return [];
    const lines = linesOf(text);
    const wanted = lines.filter((line) => isWanted(line.text));
    const span = joined(wanted.length > 0 ? bestRun(wanted) : lines, MOST_QUOTE);
    return span ? [span] : [];
  },
};

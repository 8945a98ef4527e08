import { isMap, isNode, isPair, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { ConfigFinding } from '#contracts';
import type { LoadedConfig } from './load-config-file.js';

/** A finding with the line of its file, from 1; null where the file has no such place. */
export interface LocatedFinding extends ConfigFinding { readonly line: number | null }

/** Finds the line of every finding, in the order of the file. */
export function locateFindings({ text, findings }: Pick<LoadedConfig, 'text' | 'findings'>): LocatedFinding[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const located = findings.map((finding): LocatedFinding => {
    const offset = offsetOf(document, finding.path);
    return { ...finding, line: offset === null ? null : lines.linePos(offset).line };
  });
  return located.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** Where the deepest part of a path that exists begins: its key, or the item of a list. */
function offsetOf(document: Document, path: readonly (string | number)[]): number | null {
  let node: unknown = document.contents;
  let offset: number | null = null;
  for (const part of path) {
    if (isSeq(node)) node = node.items[Number(part)];
    else if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isNode(key) ? key.toJSON() : key) === String(part));
      if (pair && isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = isPair(pair) ? pair.value : undefined;
    } else break;
    if (isMap(node) && offset === null && node.range) offset = node.range[0];
    if (isNode(node) && typeof part === 'number' && node.range) offset = node.range[0];
  }
  return offset;
}

/**
 * What a person reads about a bad file: how many problems, what stays in force, and each with its line, cause and remedy.
 * `inForce` says what holds meanwhile: `Version 12 (published 09:14) stays in force.`
 */
export function wordFindings(file: string, loaded: Pick<LoadedConfig, 'text' | 'findings'>, inForce: string): string {
  const located = locateFindings(loaded);
  const count = located.length === 1 ? 'a problem' : `${located.length} problems`;
  return [`${file} has ${count}. ${inForce}`.trimEnd(), ...located.map(wordFinding)].join('\n\n');
}

function wordFinding({ line, where, message, excerpt, remedy, severity }: LocatedFinding, index: number): string {
  const number = `${index + 1}  `;
  const place = [line === null ? null : `line ${line}`, /^line \d/.test(where) ? null : where].filter(Boolean).join(', ');
  const under = excerpt ? [`       ${excerpt.text}`, `       ${' '.repeat(excerpt.from)}${'^'.repeat(Math.max(1, excerpt.to - excerpt.from))}`] : [];
  return [`${number}${severity === 'warning' ? 'warning, ' : ''}${place || where}: ${message}`, ...under, `   ${remedy}`].join('\n');
}

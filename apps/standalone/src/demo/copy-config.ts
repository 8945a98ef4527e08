import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, parseDocument, type Document } from 'yaml';

/** So many submissions a day the example team is made for. */
const USUAL = 200;

/**
 * A copy of the configuration in `folder`, which may be changed. For a larger crowd its reps may take more leads a day, in
 * proportion: otherwise most of a thousand leads would wait at the desk because everybody is at his cap.
 */
export function copyConfig(configDir: string, folder: string, submissions: number): string {
  cpSync(configDir, folder, { recursive: true });
  if (submissions > USUAL) edit(folder, 'assignment.yaml', (document) => raiseCaps(document, submissions / USUAL));
  return folder;
}

/** The form's e-mail question has another name by now: its mapping follows. */
export const mendMapping = (folder: string, connection: string, ref: string): void =>
  edit(folder, 'connections.yaml', (document) => document.setIn(['connections', connection, 'map', 'email', 'answer', 'ref'], ref));

function raiseCaps(document: Document, factor: number): void {
  const reps = document.get('reps');
  for (const { key } of isMap(reps) ? reps.items : []) {
    const cap = ['reps', String(key), 'cap', 'day'];
    if (document.hasIn(cap)) document.setIn(cap, Math.ceil(Number(document.getIn(cap)) * factor));
  }
}

function edit(folder: string, name: string, change: (document: Document) => void): void {
  const file = join(folder, name);
  const document = parseDocument(readFileSync(file, 'utf8'));
  change(document);
  writeFileSync(file, document.toString({ lineWidth: 0 }));
}

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, parseDocument } from 'yaml';

/** So many submissions a day the example team is made for. */
const USUAL = 200;

/**
 * The configuration for a larger crowd: a copy in `folder` whose reps may take more leads a day, in proportion. Otherwise
 * most of a thousand leads would wait at the desk because everybody is at his cap. Up to 200 submissions it is `configDir` itself.
 */
export function raiseCaps(configDir: string, folder: string, submissions: number): string {
  if (submissions <= USUAL) return configDir;
  cpSync(configDir, folder, { recursive: true });
  const file = join(folder, 'assignment.yaml');
  writeFileSync(file, raised(readFileSync(file, 'utf8'), submissions / USUAL));
  return folder;
}

function raised(yaml: string, factor: number): string {
  const document = parseDocument(yaml);
  const reps = document.get('reps');
  for (const { key } of isMap(reps) ? reps.items : []) {
    const cap = ['reps', String(key), 'cap', 'day'];
    if (document.hasIn(cap)) document.setIn(cap, Math.ceil(Number(document.getIn(cap)) * factor));
  }
  return document.toString({ lineWidth: 0 });
}

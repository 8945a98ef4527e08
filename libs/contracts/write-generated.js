/** `npm run contracts`: writes libs/contracts/generated from the schemas; contracts.spec fails while it is out of date. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from '#contracts';

const folder = join(import.meta.dirname, 'generated');
rmSync(folder, { recursive: true, force: true });
for (const [name, content] of Object.entries(generatedFiles())) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(content, null, 1)}\n`);
}

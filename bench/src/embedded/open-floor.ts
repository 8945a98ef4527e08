import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { monotonicFactory } from 'ulid';
import { busMigration } from '#messaging';
import { keyringMigration, openSqliteStore } from '#persistence';
import { serviceMigrations } from '#platform';
import { services } from '../../../apps/standalone/src/start-standalone.js';
import { allStages } from '../stages/all-stages.js';
import type { Edge, Stage } from '../stages/stage.js';
import { IntakeStage } from '../stages/intake.stage.js';
import { loadParts, type StageParts } from '../stages/stage-parts.js';
import { FloorDatabase } from './floor-database.js';
import { FloorLog } from './floor-log.js';
import { FloorLoop, type Begin } from './floor-loop.js';

const fileIn = (folder: string): string => join(folder, 'leadwright.sqlite');

/** Makes the tables of the product in `folder`, by its own migrations. */
export async function migrateFloor(folder: string): Promise<void> {
  await (await openSqliteStore({ file: fileIn(folder), migrations: [busMigration, keyringMigration, ...services.flatMap(serviceMigrations)] })).close();
}

/** What the apps do. */
export interface FloorApps { readonly stages: readonly Stage[]; readonly begin: Begin }
export interface OpenedFloor { readonly loop: FloorLoop; close(): void }

const plain = (parts: StageParts): FloorApps => ({ stages: allStages(parts), begin({ kind }) { throw new Error(`A lead asks for ${kind}: the plain rows send only clear ones.`); } });

/** The floor on a migrated folder, under the configuration in its `config/`. */
export async function openFloor(folder: string, onFatal: (error: unknown) => void, appsOf: (parts: StageParts, edge: Edge) => FloorApps = plain): Promise<OpenedFloor> {
  const edge = { now: Date.now, nextId: monotonicFactory() };
  const parts = await loadParts(join(folder, 'config'));
  const database = new FloorDatabase(fileIn(folder));
  const secret = randomBytes(32);
  database.insert({ into: { table: 'keyring_keys', columns: ['key_id', 'secret', 'created_at', 'destroyed_at'] }, values: [['secret:intake-digests', secret, edge.now(), null]] });
  const loop = new FloorLoop({ database, log: new FloorLog(database, edge), intake: new IntakeStage(parts, secret), ...appsOf(parts, edge), edge, onFatal });
  return {
    loop,
    close() {
      loop.stop();
      database.close();
    },
  };
}

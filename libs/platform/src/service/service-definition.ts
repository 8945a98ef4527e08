import type { Type } from '@nestjs/common';
import type { AppName, ConfigKind } from '#contracts';
import type { MigrationClass } from '#persistence';
import type { ConfigChecks } from '../config/load-config-file.js';

/** What a service is made of; each app exports one from `<app>.service.ts`. */
export interface ServiceDefinition {
  readonly name: AppName;
  readonly module: Type;
  readonly migrations: readonly MigrationClass[];
  /** Kinds of configuration it decides by. */
  readonly configs: readonly ConfigKind[];
  /** Checks beyond the schemas, for seeding from files. */
  readonly checks?: ConfigChecks;
}

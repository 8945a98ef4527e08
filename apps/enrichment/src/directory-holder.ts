import { join } from 'node:path';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { buildDirectory, type Directory } from '#domain';
import { Configs, Environment, Log } from '#platform';
import { loadDirectory } from './load-directory.js';

/** The directory in memory; read at start and when `enrichment.yaml` changes. */
@Injectable()
export class DirectoryHolder implements OnApplicationBootstrap {
  private loaded: Directory = buildDirectory([]);

  constructor(private readonly configs: Configs, private readonly environment: Environment, private readonly log: Log) {}

  get current(): Directory {
    return this.loaded;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.load();
    this.configs.onChange((kind) => {
      if (kind === 'enrichment') this.load().catch((error: unknown) => this.log.error('directory.load', error));
    });
  }

  private async load(): Promise<void> {
    const file = this.configs.get('enrichment')?.document.directory?.file;
    if (!file) return;
    const { rows, refused } = await loadDirectory(join(this.environment.configDir, file));
    this.loaded = buildDirectory(rows);
    this.log.info('directory.loaded', { file, companies: rows.length, refused: refused.length });
    for (const { line, reason } of refused.slice(0, 20)) this.log.warn('directory.line', { file, line, reason });
  }
}

import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG_KINDS, configPublished, Failure, ProblemError, type ConfigKind } from '#contracts';
import { configChecks } from '#domain';
import { outgoing, Outbox } from '#messaging';
import { insertRows, selectOne, UnitOfWork, type Work } from '#persistence';
import { Clock, Environment, Ids, loadConfigFile, locateFindings, Log, readConfigText, StoredConfigs, type ConfigChecks, type ConfigRow, type LoadedConfig } from '#platform';
import { Changes } from '../changes/changes.js';
import { writeAudit } from '../operations/write-audit.js';
import { keepText } from './config-texts.js';
import { nextVersion, type Newest, type NextVersion } from './next-version.js';

/** What is checked of each kind beyond its schema. */
export const CHECKS: ConfigChecks = configChecks;

/** Who publishes when nobody asked: a start that finds a file changed. */
const START = 'files';

/**
 * Numbers the versions of configuration for all apps. Each app seeds version 1 from the same files when its store is empty;
 * what a file says later becomes the next version here, goes out as `config.published`, and has that number everywhere.
 */
@Injectable()
export class ConfigPublisher implements OnApplicationBootstrap {
  constructor(
    private readonly work: UnitOfWork, private readonly outbox: Outbox, private readonly configs: StoredConfigs, private readonly environment: Environment,
    private readonly changes: Changes, private readonly clock: Clock, private readonly ids: Ids, private readonly log: Log,
  ) {}

  /** Publishes files that changed since the last start; a bad one is reported, and what was in force stays. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.environment.configFrom === 'console') return;
    for (const loaded of CONFIG_KINDS.map((kind) => this.load(kind)).filter(({ exists }) => exists)) {
      try {
        await this.publish(loaded, START);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        this.log.warn('config.refused', { kind: loaded.kind, code: error.code, problems: loaded.findings.map(({ where, message }) => `${where}: ${message}`), inForce: this.inForce(loaded.kind) });
      }
    }
  }

  /** The file of a kind as it stands now. */
  load(kind: ConfigKind): LoadedConfig {
    return loadConfigFile(this.environment.configDir, kind, CHECKS[kind]);
  }

  /** A document that somebody is writing, read as if it were the file. */
  read(kind: ConfigKind, text: string): LoadedConfig {
    return { kind, file: `${kind}.yaml`, text, exists: true, ...readConfigText(kind, text, CHECKS[kind]) };
  }

  /**
   * Puts a document that was read into force; its version may be an old one when it says nothing new.
   * Errors: 404 config_file_missing, 422 config_refused with all findings, 422 config_too_large. Then the last good version stays in force.
   */
  async publish(loaded: LoadedConfig, by: string): Promise<NextVersion> {
    const { kind } = loaded;
    if (!loaded.exists) throw new ProblemError(404, 'config_file_missing', 'No such file', `There is no ${kind}.yaml in CONFIG_DIR. ${this.whatStays(kind)}`, { kind });
    if (loaded.document === null) throw this.refusal(loaded);
    const { configs, outbox } = this;
    const at = { now: this.clock.now(), by };
    const audit = { id: this.ids.next(), at: at.now, user_id: by, action: 'config.publish', subject: kind };
    const next = await this.work.transact({
      lock: [`console-config:${kind}`],
      read: () => readNewest(kind),
      decide: (newest) => nextVersion(newest, loaded, at),
      *write(decided) {
        const { published, isNew, announce } = decided;
        if (!announce) return decided;
        yield* insertRows('console_announced_configs', [{ kind, version: published.version }]);
        yield* configs.store([published]);
        yield* keepText(kind, published.version, loaded.text);
        yield* outbox.publish([outgoing(configPublished, kind, published)]);
        if (isNew) yield* writeAudit({ ...audit, detail: `version ${published.version}, hash ${published.hash}` });
        return decided;
      },
    }).catch((error: unknown) => { throw isTooLarge(error) ? this.tooLarge(kind) : error; });
    configs.switchTo([next.published]);
    if (next.isNew) this.changes.announce([], ['configs']);
    return next;
  }

  private inForce(kind: ConfigKind): number | null {
    return this.configs.ref(kind)?.version ?? null;
  }

  private whatStays(kind: ConfigKind): string {
    const version = this.inForce(kind);
    return version === null ? `Nothing is configured for ${kind} yet.` : `Version ${version} stays in force.`;
  }

  private refusal({ kind, text, findings }: LoadedConfig): ProblemError {
    const count = findings.length === 1 ? 'a problem' : `${findings.length} problems`;
    return new ProblemError(422, 'config_refused', 'The configuration has problems', `${kind}.yaml has ${count}. ${this.whatStays(kind)}`, { kind, inForce: this.inForce(kind), findings: locateFindings({ text, findings }) });
  }

  private tooLarge(kind: ConfigKind): ProblemError {
    return new ProblemError(422, 'config_too_large', 'The configuration is too large', `${kind}.yaml is larger than the 64 KB that an event carries. Shorten it. ${this.whatStays(kind)}`, { kind, inForce: this.inForce(kind) });
  }
}

const isTooLarge = (error: unknown): boolean => error instanceof Failure && error.code === 'EVENT.TOO_LARGE';

function* readNewest(kind: ConfigKind): Work<Newest> {
  const row = yield* selectOne<ConfigRow>('SELECT * FROM console_configs WHERE kind = ? ORDER BY version DESC LIMIT 1', [kind]);
  const announced = row && (yield* selectOne('SELECT version FROM console_announced_configs WHERE kind = ? AND version = ?', [kind, row.version]));
  return { row, announced: announced !== undefined };
}

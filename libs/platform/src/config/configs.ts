import { configSchemas, type ConfigDocument, type ConfigKind, type ConfigPublished, type ConfigRef, type ConfigVersion } from '#contracts';
import { inList, insertRows, select, type UnitOfWork, type Work } from '#persistence';
import type { Log } from '../log.js';
import { loadConfigFile, type ConfigChecks } from './load-config-file.js';

export interface ConfigRow { kind: string; version: number; hash: string; published_at: number; published_by: string; document: string }

/** The configuration versions that an app decides by. A version is immutable; a newer one is switched between batches. */
export abstract class Configs {
  /** The version in force, or null when nothing of this kind is configured. */
  abstract get<K extends ConfigKind>(kind: K): ConfigVersion<ConfigDocument<K>> | null;
  abstract ref(kind: ConfigKind): ConfigRef | null;
  /** Called after a new version is in force. */
  abstract onChange(listener: (kind: ConfigKind) => void): void;
}

export class StoredConfigs extends Configs {
  private readonly inForce = new Map<ConfigKind, ConfigVersion<unknown>>();
  private readonly listeners: ((kind: ConfigKind) => void)[] = [];
  private readonly table: string;

  constructor(private readonly app: string, private readonly kinds: readonly ConfigKind[], private readonly work: UnitOfWork, private readonly log: Log) {
    super();
    this.table = `${app}_configs`;
  }

  override get<K extends ConfigKind>(kind: K): ConfigVersion<ConfigDocument<K>> | null {
    return (this.inForce.get(kind) as ConfigVersion<ConfigDocument<K>> | undefined) ?? null;
  }

  override ref(kind: ConfigKind): ConfigRef | null {
    const found = this.inForce.get(kind);
    return found ? { kind, version: found.version, hash: found.hash } : null;
  }

  override onChange(listener: (kind: ConfigKind) => void): void {
    this.listeners.push(listener);
  }

  /** At start: the newest stored version of each kind; an empty store is seeded once from the files that pass their checks. */
  async load(seed: { folder: string; checks: ConfigChecks; now: number }): Promise<void> {
    const { table } = this;
    const rows = await this.work.read(() => select<ConfigRow>(`SELECT * FROM ${table} ORDER BY version`));
    for (const row of rows) if (this.kinds.includes(row.kind as ConfigKind)) this.put(fromRow(row));
    const seeds = this.kinds.filter((kind) => !this.inForce.has(kind)).flatMap((kind) => this.seedRow(kind, seed));
    if (seeds.length === 0) return;
    await this.work.transact({ *write() { yield* insertRows(table, seeds.map((row) => ({ ...row })), { onDuplicate: 'ignore' }); } });
    for (const row of seeds) this.put(fromRow(row));
  }

  /** Inside a write: keeps published versions. */
  *store(published: readonly ConfigPublished[]): Work<void> {
    yield* insertRows(this.table, published.map((version) => ({ ...toRow(version) })), { onDuplicate: 'ignore' });
  }

  /** After the commit: puts published versions into force; older ones and kinds this app does not use are passed over. */
  switchTo(published: readonly ConfigPublished[]): void {
    for (const version of published) if (this.kinds.includes(version.kind)) this.switchOne(fromRow(toRow(version)));
  }

  private switchOne(version: ConfigVersion<unknown>): void {
    const { kind, version: number, hash } = version;
    if ((this.inForce.get(kind)?.version ?? 0) >= number) return;
    this.put(version);
    this.log.info('config.switched', { kind, version: number, hash });
    for (const listener of this.listeners) listener(kind);
  }

  /**
   * Of the replicas of an app only one hears that a version was published, and stores it. The others look for it here, so often
   * (milliseconds). Returns how to stop.
   */
  follow(everyMs: number): () => void {
    const timer = setInterval(() => {
      this.catchUp().catch((error: unknown) => this.log.error('config.not-followed', error));
    }, everyMs);
    return () => clearInterval(timer);
  }

  private async catchUp(): Promise<void> {
    const { table } = this;
    const newest = await this.work.read(() => select<{ kind: ConfigKind; version: number }>(`SELECT kind, MAX(version) AS version FROM ${table} GROUP BY kind`));
    const behind = newest.filter(({ kind, version }) => this.kinds.includes(kind) && version > (this.inForce.get(kind)?.version ?? 0)).map(({ kind }) => kind);
    if (behind.length === 0) return;
    const rows = await this.work.read(() => select<ConfigRow>(`SELECT * FROM ${table} WHERE kind IN ${inList(behind)} ORDER BY version`, behind));
    for (const row of rows) this.switchOne(fromRow(row));
  }

  private put(version: ConfigVersion<unknown>): void {
    this.inForce.set(version.kind, version);
  }

  private seedRow(kind: ConfigKind, seed: { folder: string; checks: ConfigChecks; now: number }): ConfigRow[] {
    const loaded = loadConfigFile(seed.folder, kind, seed.checks[kind]);
    if (loaded.document === null) {
      if (loaded.exists) this.log.warn('config.refused', { kind, file: loaded.file, problems: loaded.findings.map(({ where, message }) => `${where}: ${message}`) });
      return [];
    }
    return [{ kind, version: 1, hash: loaded.hash, published_at: seed.now, published_by: 'files', document: JSON.stringify(loaded.raw) }];
  }
}

const toRow = (version: ConfigPublished): ConfigRow => ({
  kind: version.kind, version: version.version, hash: version.hash, published_at: Date.parse(version.publishedAt), published_by: version.publishedBy, document: JSON.stringify(version.document),
});

/** Stored documents are parsed by the schema of today: a transform (durations, money) is never stored. */
const fromRow = (row: ConfigRow): ConfigVersion<unknown> => ({
  kind: row.kind as ConfigKind, version: row.version, hash: row.hash, publishedAt: new Date(row.published_at).toISOString(),
  document: configSchemas[row.kind as ConfigKind].parse(JSON.parse(row.document)),
});

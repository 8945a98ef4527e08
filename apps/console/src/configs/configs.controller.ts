import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { configKind, CONFIG_KINDS, configTextBody, ProblemError, type ConfigCheckView, type ConfigDocumentView, type ConfigKind, type ConfigPublishView, type ConfigVersionView, type Identity } from '#contracts';
import { select, UnitOfWork } from '#persistence';
import { Caller, Configs, Environment, locateFindings, RawBody, readJson, type ConfigRow, type LoadedConfig } from '#platform';
import { Names } from '../people/names.js';
import { ConfigPublisher } from './config-publisher.js';
import { readVersion } from './config-texts.js';

@Controller('/api/configs/:kind')
export class ConfigsController {
  constructor(
    private readonly publisher: ConfigPublisher, private readonly configs: Configs, private readonly names: Names, private readonly work: UnitOfWork, private readonly environment: Environment,
  ) {}

  /** The newest first. */
  @Get('versions')
  async versions(@Param('kind') name: string): Promise<ConfigVersionView[]> {
    const kind = kindOf(name);
    const rows = await this.work.read(() => select<ConfigRow>('SELECT version, hash, published_at, published_by FROM console_configs WHERE kind = ? ORDER BY version DESC', [kind]));
    return rows.map((row) => this.view(kind, versionOf(row)));
  }

  /** Errors: 404 config_version_unknown. */
  @Get('versions/:version')
  async version(@Param('kind') name: string, @Param('version') number: string): Promise<ConfigDocumentView> {
    const kind = kindOf(name);
    const row = /^\d{1,9}$/.test(number) ? await this.work.read(() => readVersion(kind, Number(number))) : undefined;
    if (!row) throw new ProblemError(404, 'config_version_unknown', 'No such version', `version: ${JSON.stringify(number.slice(0, 64))} of ${kind} was never published. GET /api/configs/${kind}/versions lists those that were.`);
    return { ...this.view(kind, versionOf(row)), yaml: row.yaml };
  }

  /** Checks `{yaml}`, or without it the file as it stands. Nothing is changed. */
  @Post('check')
  @HttpCode(200)
  check(@Param('kind') name: string, @RawBody() body: Buffer): ConfigCheckView {
    const kind = kindOf(name);
    const loaded = this.load(kind, textOf(body));
    const now = this.configs.ref(kind);
    return {
      ok: loaded.document !== null, changed: loaded.document !== null && loaded.hash !== now?.hash, inForce: now?.version ?? null,
      from: this.environment.configFrom, yaml: loaded.exists ? loaded.text : null, findings: locateFindings(loaded),
    };
  }

  /** Puts the file as it stands into force, or `{yaml}` where configuration is written here. Errors beside those of publishing: 409 config_from_files. */
  @Post('publish')
  @HttpCode(200)
  async publish(@Param('kind') name: string, @RawBody() body: Buffer, @Caller() caller: Identity): Promise<ConfigPublishView> {
    const kind = kindOf(name);
    const text = textOf(body);
    if (text !== undefined && this.environment.configFrom === 'files') {
      throw new ProblemError(409, 'config_from_files', 'Git is the truth here', `Configuration is read from files: change ${kind}.yaml there and put the file into force. To write it here, start Leadwright with CONFIG=console.`, { kind });
    }
    const loaded = this.load(kind, text);
    const { published, isNew } = await this.publisher.publish(loaded, caller.user);
    return { ...this.view(kind, published), changed: isNew, findings: locateFindings(loaded) };
  }

  private load(kind: ConfigKind, text: string | undefined): LoadedConfig {
    return text === undefined ? this.publisher.load(kind) : this.publisher.read(kind, text);
  }

  private view(kind: ConfigKind, { version, hash, publishedAt, publishedBy }: Omit<ConfigVersionView, 'inForce'>): ConfigVersionView {
    return { version, hash, publishedAt, publishedBy: this.names.nameOf(publishedBy), inForce: version === this.configs.ref(kind)?.version };
  }
}

function kindOf(name: string): ConfigKind {
  const { data } = configKind.safeParse(name);
  if (data === undefined) throw new ProblemError(404, 'config_kind_unknown', 'No such configuration', `kind: ${JSON.stringify(name.slice(0, 64))} is not one of ${CONFIG_KINDS.join(', ')}.`);
  return data;
}

const textOf = (body: Buffer): string | undefined => (body.length === 0 ? undefined : readJson(configTextBody, body).yaml);

const versionOf = ({ version, hash, published_at, published_by }: Omit<ConfigRow, 'document' | 'kind'>): Omit<ConfigVersionView, 'inForce'> =>
  ({ version, hash, publishedAt: new Date(Number(published_at)).toISOString(), publishedBy: published_by });

import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { configKind, CONFIG_KINDS, ProblemError, type ConfigKind, type ConfigVersionView, type Identity } from '#contracts';
import { select, UnitOfWork } from '#persistence';
import { Caller, Configs, locateFindings, RawBody, readJson, type ConfigRow, type LocatedFinding } from '#platform';
import { Names } from '../people/names.js';
import { ConfigPublisher } from './config-publisher.js';

const checkBody = z.object({ yaml: z.string() }).strict();

/** A document checked: `changed` tells that publishing it would make a new version, `inForce` which version holds now. */
interface CheckedView { ok: boolean; changed: boolean; inForce: number | null; findings: LocatedFinding[] }
/** What publishing came to: the version in force now, whether it is new, and what is worth a look in it. */
type PublishedView = ConfigVersionView & { changed: boolean; findings: LocatedFinding[] };

@Controller('/api/configs/:kind')
export class ConfigsController {
  constructor(private readonly publisher: ConfigPublisher, private readonly configs: Configs, private readonly names: Names, private readonly work: UnitOfWork) {}

  /** The newest first. */
  @Get('versions')
  async versions(@Param('kind') name: string): Promise<ConfigVersionView[]> {
    const kind = kindOf(name);
    const rows = await this.work.read(() => select<ConfigRow>('SELECT version, hash, published_at, published_by FROM console_configs WHERE kind = ? ORDER BY version DESC', [kind]));
    return rows.map(({ version, hash, published_at, published_by }) => this.view(kind, { version, hash, publishedAt: new Date(published_at).toISOString(), publishedBy: published_by }));
  }

  /** Checks `{yaml}`, or without a body the file as it stands. Nothing is changed. */
  @Post('check')
  @HttpCode(200)
  check(@Param('kind') name: string, @RawBody() body: Buffer): CheckedView {
    const kind = kindOf(name);
    const loaded = body.length === 0 ? this.publisher.load(kind) : this.publisher.read(kind, readJson(checkBody, body).yaml);
    const now = this.configs.ref(kind);
    return { ok: loaded.document !== null, changed: loaded.document !== null && loaded.hash !== now?.hash, inForce: now?.version ?? null, findings: locateFindings(loaded) };
  }

  /** Reads the file again and puts it into force. */
  @Post('publish')
  @HttpCode(200)
  async publish(@Param('kind') name: string, @Caller() caller: Identity): Promise<PublishedView> {
    const kind = kindOf(name);
    const loaded = this.publisher.load(kind);
    const { published, isNew } = await this.publisher.publish(loaded, caller.user);
    return { ...this.view(kind, published), changed: isNew, findings: locateFindings(loaded) };
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

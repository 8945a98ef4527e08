import { statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { Controller, Get, NotFoundException, Req, Res, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import fastifyStatic from '@fastify/static';
import { Environment } from '#platform';
import { plainPage } from './plain-page.js';

interface Reply {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body: string): unknown;
  sendFile(name: string, root: string, options: { maxAge?: number; immutable?: boolean; cacheControl?: boolean }): unknown;
}

/** Where the build puts the web app, seen from this file's place in `dist`. */
const BUILT = resolve(import.meta.dirname, '../../../../web');
const YEAR_MS = 31_536_000_000;

/** The web app: its files, and its one page under every other address that is not the API's. */
@Controller()
export class WebAppController implements OnModuleInit {
  private readonly folder: string;

  constructor(private readonly server: HttpAdapterHost<FastifyAdapter>, environment: Environment) {
    this.folder = resolve(environment.setting('WEB_DIR') ?? BUILT);
  }

  async onModuleInit(): Promise<void> {
    await this.server.httpAdapter.getInstance().register(fastifyStatic, { serve: false });
  }

  @Get('*')
  page(@Req() { url }: { url: string }, @Res() reply: Reply): void {
    const path = pathOf(url);
    if (path === null || /^\/(api|hooks|internal)(\/|$)/.test(path)) throw new NotFoundException(`There is no GET ${url.split('?')[0]}.`);
    if (path.startsWith('/assets/')) reply.sendFile(path, this.folder, { maxAge: YEAR_MS, immutable: true });
    else if (this.has(path)) reply.sendFile(path, this.folder, {});
    else if (this.has('/index.html')) reply.header('cache-control', 'no-cache').sendFile('index.html', this.folder, { cacheControl: false });
    else reply.code(503).header('content-type', 'text/html; charset=utf-8').send(NOT_BUILT);
  }

  private has(path: string): boolean {
    const file = join(this.folder, path);
    return file.startsWith(this.folder + sep) && (statSync(file, { throwIfNoEntry: false })?.isFile() ?? false);
  }
}

/** The path of a request, decoded; null when it cannot be. */
function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(url.split('?')[0]!);
    return path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}

const NOT_BUILT = plainPage('The web app is not built', ['Run <code>npm run build</code>, then load this page again. The API works without it.']);

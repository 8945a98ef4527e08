import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import helmet from '@fastify/helmet';
import { Environment } from '#platform';

/** Everything comes from here and nothing runs that does not stand in a file; styles are written into elements by the component library. */
const CONTENT = {
  'default-src': ["'self'"], 'script-src': ["'self'"], 'style-src': ["'self'", "'unsafe-inline'"], 'img-src': ["'self'", 'data:'],
  'object-src': ["'none'"], 'base-uri': ["'self'"], 'form-action': ["'self'"], 'frame-ancestors': ["'none'"],
};

/** What a browser may do with our answers. Rules that presume https hold only where the public address has it. */
@Injectable()
export class SecurityHeaders implements OnModuleInit {
  constructor(private readonly server: HttpAdapterHost<FastifyAdapter>, private readonly environment: Environment) {}

  async onModuleInit(): Promise<void> {
    const https = this.environment.publicUrl.startsWith('https:');
    await this.server.httpAdapter.getInstance().register(helmet, {
      contentSecurityPolicy: { useDefaults: false, directives: { ...CONTENT, ...(https ? { 'upgrade-insecure-requests': [] } : {}) } },
      strictTransportSecurity: https,
      xFrameOptions: { action: 'deny' },
    });
  }
}

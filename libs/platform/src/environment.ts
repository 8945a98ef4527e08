import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { terminal } from '#contracts';

const schema = z.object({
  MODE: z.enum(['embedded', 'distributed']).default('embedded'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  CONFIG_DIR: z.string().default('./config'),
  CONFIG: z.enum(['files', 'console']).default('files'),
  PUBLIC_URL: z.url().optional(),
  EGRESS_MAP: z.string().regex(/^[^=]+=[^=:]+:\d+$/, 'must look like *.example,*.test=127.0.0.1:4010').optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_ENV: z.string().default('development'),
});

/** The process's settings and secrets. The only place that reads `process.env`. */
export class Environment {
  readonly mode: 'embedded' | 'distributed';
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly configDir: string;
  readonly configFrom: 'files' | 'console';
  /** The address people and senders use, without a slash at the end. */
  readonly publicUrl: string;
  readonly egressMap: string | null;
  readonly logLevel: string;
  readonly production: boolean;

  /** Errors: ENVIRONMENT.INVALID, terminal, naming every bad variable at once. */
  constructor(private readonly variables: Readonly<Record<string, string | undefined>>) {
    const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
    const parsed = schema.safeParse(given);
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${JSON.stringify(given[String(issue.path[0])])} ${issue.message}`);
      throw terminal('ENVIRONMENT.INVALID', `The environment has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}. ${problems.join('. ')}.`);
    }
    const env = parsed.data;
    if (env.EGRESS_MAP && env.NODE_ENV === 'production') {
      throw terminal('ENVIRONMENT.INVALID', 'EGRESS_MAP is set and NODE_ENV is production: it sends calls to a sandbox, so it is refused there. Remove one of them.');
    }
    this.mode = env.MODE;
    this.port = env.PORT;
    this.host = env.HOST;
    this.dataDir = resolve(env.DATA_DIR);
    this.configDir = resolve(env.CONFIG_DIR);
    this.configFrom = env.CONFIG;
    this.publicUrl = (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, '');
    this.egressMap = env.EGRESS_MAP ?? null;
    this.logLevel = env.LOG_LEVEL;
    this.production = env.NODE_ENV === 'production';
  }

  /** A secret from `NAME`, or from the file that `NAME_FILE` names. Undefined when neither is set. */
  secret(name: string): string | undefined {
    const direct = this.variables[name];
    if (direct) return direct;
    const file = this.variables[`${name}_FILE`];
    return file ? readFileSync(file, 'utf8').trim() : undefined;
  }

  /** The live values of a secret: the current one, and `NAME_OLD` while it is being replaced. */
  secrets(name: string): string[] {
    return [this.secret(name), this.secret(`${name}_OLD`)].filter((value): value is string => value !== undefined && value !== '');
  }

  /** A plain setting that is no secret, e.g. `WEB_DIR`. */
  setting(name: string): string | undefined {
    return this.variables[name] || undefined;
  }
}

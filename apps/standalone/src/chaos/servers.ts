import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What `deploy/local/infra` gives; it is plain JavaScript beside the build. */
interface InfraOptions { cache: string; environment: Record<string, never>; programs?: boolean; brokers?: number; say: (line: string) => void }
interface Infra { KAFKA_BROKERS: string; DATABASE_URL: string; started: string[] }
interface State { processes: { name: string; pid: number; startedAt: string }[] }

const load = async <T>(file: string): Promise<T> => (await import(pathToFileURL(resolve('deploy/local/infra', file)).href)) as T;

/** Brokers and MariaDB as programs of our own, in a folder of their own: nobody else's servers are ever touched. */
export class ChaosServers {
  private constructor(
    readonly databaseUrl: string, readonly brokers: string, private readonly again: () => Promise<Infra>, private readonly end: () => Promise<unknown>,
    private readonly state: () => State, private readonly isRunning: (started: State['processes'][number]) => boolean,
  ) {}

  /** Starts what does not run there yet; `brokers` are 1 or 3. Errors: those of `startInfra`, which say what is missing. */
  static async start(cache: string, say: (line: string) => void, brokers = 3): Promise<ChaosServers> {
    const { startInfra } = await load<{ startInfra(options: InfraOptions): Promise<Infra> }>('start-infra.js');
    const { stopInfra } = await load<{ stopInfra(options: { cache: string; names: string[]; say: (line: string) => void }): Promise<string[]> }>('stop-infra.js');
    const { readState } = await load<{ readState(cache: string): State }>('state.js');
    const { isRunning } = await load<{ isRunning(started: State['processes'][number]): boolean }>('processes.js');
    const { kafkaVersion } = await load<{ kafkaVersion(): string }>('kafka-jars.js');
    shareJars(cache, kafkaVersion());
    const options: InfraOptions = { cache, brokers, programs: true, environment: {}, say };
    const infra = await startInfra(options);
    return new ChaosServers(infra.DATABASE_URL, infra.KAFKA_BROKERS, () => startInfra({ ...options, say: () => undefined }), () => stopInfra({ cache, names: infra.started, say }), () => readState(cache), isRunning);
  }

  /** Names: `kafka-1` to `kafka-3`, `mariadb`. Errors: an Error when it does not run. */
  pid(name: string): number {
    const server = this.state().processes.find((one) => one.name === name);
    if (!server || !this.isRunning(server)) throw new Error(`${name} does not run.`);
    return server.pid;
  }

  /** Ends a server as kill -9 does, and waits until it is gone. */
  async kill(name: string): Promise<void> {
    const pid = this.pid(name);
    process.kill(pid, 'SIGKILL');
    // A process that is only being taken apart still has its port.
    while (exists(pid)) await new Promise((done) => setTimeout(done, 20));
  }

  /** Starts whatever was killed, on the same ports, and waits until all of it answers. */
  async bringBack(): Promise<void> {
    // A start has a minute. On a machine that is busy with what waits for the server it may need a second one.
    const { DATABASE_URL, KAFKA_BROKERS } = await this.again().catch(() => this.again());
    if (DATABASE_URL !== this.databaseUrl || KAFKA_BROKERS !== this.brokers) throw new Error('A server came back on another port: somebody else took its own. Run chaos again.');
  }

  async stop(): Promise<void> {
    await this.end();
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The broker's jars of this checkout are copied, so that they need not be fetched twice. */
function shareJars(cache: string, version: string): void {
  const [from, to] = [resolve('.cache/kafka', version), resolve(cache, 'kafka', version)];
  if (!existsSync(from) || existsSync(to)) return;
  mkdirSync(resolve(cache, 'kafka'), { recursive: true });
  cpSync(from, to, { recursive: true });
}

import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * Stands between the apps and MariaDB. On demand it lets a COMMIT of a unit that writes through and swallows its answer:
 * the unit is stored, and whoever asked for it cannot know.
 */
export class CommitProxy {
  private readonly sockets = new Set<Socket>();
  private toDrop = 0;
  /** Answers that were swallowed so far. */
  dropped = 0;

  private constructor(private readonly server: Server, private readonly target: { host: string; port: number }) {
    server.on('connection', (client) => this.join(client, connect(this.target)));
  }

  static async open(target: { host: string; port: number }): Promise<CommitProxy> {
    const server = createServer();
    const proxy = new CommitProxy(server, target);
    await new Promise<void>((done, fail) => { server.once('error', fail).listen(0, '127.0.0.1', done); });
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The answers of so many more COMMITs are swallowed, and their connections cut. */
  drop(times: number): void {
    this.toDrop = times;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => { this.server.close(done); });
  }

  private join(client: Socket, server: Socket): void {
    let isReading = false;
    let isDeaf = false;
    const end = (): void => { client.destroy(); server.destroy(); };
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.setNoDelay(true).on('error', end).on('close', () => { this.sockets.delete(socket); end(); });
    }
    client.on('data', (bytes) => {
      const said = bytes.toString('latin1', 5, 60);
      if (said.startsWith('START TRANSACTION')) isReading = said.includes('READ ONLY');
      if (said === 'COMMIT' && !isReading && this.toDrop > 0) {
        this.toDrop -= 1;
        this.dropped += 1;
        isDeaf = true;
      }
      server.write(bytes);
    });
    server.on('data', (bytes) => (isDeaf ? end() : client.write(bytes)));
  }
}

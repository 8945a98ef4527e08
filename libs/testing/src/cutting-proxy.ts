import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** `before`: cut before the words reach the server. `after`: they reach it, its answer is lost. */
export type Cut = 'before' | 'after';

/** A TCP proxy in front of a server on this machine that cuts a connection when a client says certain words. */
export class CuttingProxy {
  private readonly sockets = new Set<Socket>();
  private armed: { words: string; cut: Cut; times: number } | null = null;
  /** How often it cut. */
  cuts = 0;

  private constructor(private readonly server: Server) {}

  static async open(to: { host: string; port: number }): Promise<CuttingProxy> {
    const server = createServer();
    const proxy = new CuttingProxy(server);
    server.on('connection', (client) => proxy.join(client, connect(to)));
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The next `times` packets with these words are cut. */
  arm(words: string, cut: Cut, times = 1): void {
    this.armed = { words, cut, times };
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => { this.server.close(resolve); });
  }

  private join(client: Socket, server: Socket): void {
    let isDeaf = false;
    const end = () => { client.destroy(); server.destroy(); };
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.on('error', end);
      socket.on('close', () => { this.sockets.delete(socket); end(); });
    }
    client.on('data', (bytes) => {
      const cut = this.take(bytes);
      if (cut === 'before') return end();
      isDeaf = cut === 'after';
      server.write(bytes);
    });
    server.on('data', (bytes) => (isDeaf ? end() : client.write(bytes)));
  }

  private take(bytes: Buffer): Cut | null {
    const { armed } = this;
    if (!armed || armed.times === 0 || !bytes.includes(armed.words)) return null;
    armed.times -= 1;
    this.cuts += 1;
    return armed.cut;
  }
}

import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { accepts, firstPort, isPortFree, keepPorts } from '../../../../deploy/local/infra/ports.js';

const busy = (...ports: number[]) => async (port: number): Promise<boolean> => !ports.includes(port);

describe('ports', () => {
  it('keeps what was chosen once', async () => expect(await keepPorts(2, [31, 32, 33], 20, busy())).toEqual([31, 32]));
  it('moves only the one that somebody else has taken', async () => expect(await keepPorts(3, [31, 32, 33], 20, busy(32, 20))).toEqual([31, 21, 33]));
  it('adds to what is kept and gives no port twice', async () => expect(await keepPorts(4, [21], 20, busy())).toEqual([21, 20, 22, 23]));
  it('gives up when none is free', async () => { await expect(keepPorts(1, [], 20, async () => false)).rejects.toThrow('No free port of 127.0.0.1'); });

  it('begins below the ports of outgoing connections, elsewhere for another checkout', () => {
    expect(firstPort('/a')).not.toBe(firstPort('/b'));
    expect(['/a', '/b', '/home/somebody/leadwright'].every((folder) => firstPort(folder) >= 20_000 && firstPort(folder) < 32_000)).toBe(true);
  });

  it('asks the system', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    expect([await isPortFree(port), await accepts(`127.0.0.1:${port}`)]).toEqual([false, true]);
    await new Promise((done) => server.close(done));
    expect([await isPortFree(port), await accepts(`127.0.0.1:${port}`)]).toEqual([true, false]);
  });
});

// @ts-check
import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';

/**
 * Where a checkout begins to look: below the ports that systems give to outgoing connections (32768 and up), and
 * different for each folder, so that two checkouts seldom meet.
 * @param {string} folder
 */
export const firstPort = (folder) => 20_000 + (createHash('sha256').update(folder).digest().readUInt32BE(0) % 12_000);

/**
 * Ports of 127.0.0.1 for servers: the kept ones while they are free, others where they are not.
 * @param {number} count @param {readonly number[]} kept @param {number} first where to look for new ones
 * @param {(port: number) => Promise<boolean>} isFree
 * @returns {Promise<number[]>} as many as asked for; those of `kept` stay in their places
 */
export async function keepPorts(count, kept, first, isFree = isPortFree) {
  /** @type {number[]} */
  const ports = [];
  for (let place = 0, next = first; place < count; place += 1) {
    let port = kept[place];
    while (port === undefined || ports.includes(port) || !(await isFree(port))) {
      port = next++;
      if (next > first + 500) throw new Error(`No free port of 127.0.0.1 between ${first} and ${next}.`);
      if (kept.includes(port)) port = undefined;
    }
    ports.push(port);
  }
  return ports;
}

/** @param {number} port @returns {Promise<boolean>} */
export function isPortFree(port) {
  return new Promise((done) => {
    const server = createServer().once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

/** @param {string} address `host:port` @returns {Promise<boolean>} whether something accepts a connection within 2 s */
export function accepts(address) {
  return new Promise((done) => {
    const colon = address.lastIndexOf(':');
    const socket = connect({ host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)), timeout: 2000 });
    const end = (/** @type {boolean} */ answer) => { socket.destroy(); done(answer); };
    socket.once('connect', () => end(true)).once('error', () => end(false)).once('timeout', () => end(false));
  });
}

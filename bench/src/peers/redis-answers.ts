import { connect } from 'node:net';

/** Whether a Redis on a port of this machine is ready for commands. */
export function redisAnswers(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 2_000 });
    const end = (isReady: boolean): void => {
      socket.destroy();
      answer(isReady);
    };
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (text) => end(text.toString().startsWith('+PONG'))).once('error', () => end(false)).once('timeout', () => end(false));
  });
}

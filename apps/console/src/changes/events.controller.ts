import type { ServerResponse } from 'node:http';
import { Controller, Get, Res } from '@nestjs/common';
import { Changes } from './changes.js';

interface Reply { hijack(): void; raw: ServerResponse }

/** Often enough that no proxy takes a quiet stream for a dead one. */
const HEARTBEAT_MS = 15_000;

/** `GET /api/events`: one `data: {leads, kinds}` per stored batch, and a comment as heartbeat. Ends when the service stops; browsers come again. */
@Controller()
export class EventsController {
  constructor(private readonly changes: Changes) {}

  @Get('/api/events')
  stream(@Res() reply: Reply): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-accel-buffering': 'no' });
    raw.write('retry: 2000\n\n');
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
    const stop = this.changes.listen({
      changed: (notice) => raw.write(`data: ${JSON.stringify(notice)}\n\n`),
      ended: () => raw.end(),
    });
    raw.on('close', () => {
      clearInterval(heartbeat);
      stop();
    });
  }
}

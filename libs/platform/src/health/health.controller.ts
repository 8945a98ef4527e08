import { Controller, Get, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import { closeBody, closeThemBody, openApiDocument, settleBody, type Identity, type SettledView } from '#contracts';
import { AppMessaging, DeadLetters } from '#messaging';
import type { z } from 'zod';
import { Clock } from '../edges.js';
import { Caller, JsonBody } from '../http/parameters.js';
import { Metrics } from './metrics.js';
import { ReadyNotes } from './ready-notes.js';

interface Reply { code(status: number): Reply; header(name: string, value: string): Reply; send(body: unknown): unknown }

/** No progress for this long while something waits: the process is stuck and Kubernetes should replace it. */
const STUCK_AFTER_MS = 120_000;

/** What every app answers about itself. */
@Controller()
export class HealthController {
  constructor(private readonly messaging: AppMessaging, private readonly clock: Clock, private readonly metrics: Metrics, private readonly notes: ReadyNotes) {}

  @Get('/healthz')
  async alive(@Res() reply: Reply): Promise<void> {
    const stuck = (await this.messaging.health()).filter(({ stuckSince, braked }) => stuckSince !== null && braked === null && this.clock.now() - stuckSince > STUCK_AFTER_MS);
    reply.code(stuck.length > 0 ? 503 : 200).send({ status: stuck.length > 0 ? 'stuck' : 'alive', stuck: stuck.map(({ topic }) => topic) });
  }

  @Get('/readyz')
  async ready(@Res() reply: Reply): Promise<void> {
    const consumers = await this.messaging.health();
    const braked = consumers.filter((consumer) => consumer.braked !== null);
    const notes = await this.notes.all();
    reply.code(braked.length > 0 ? 503 : 200).send({
      status: braked.length > 0 || Object.keys(notes).length > 0 ? 'degraded' : 'ready',
      checks: { database: 'up', bus: consumers.some(({ lag }) => lag === null) ? 'no answer' : 'up', lag: consumers.reduce((sum, { lag }) => sum + (lag ?? 0), 0), ...Object.fromEntries(braked.map(({ topic, braked: why }) => [topic, why])), ...notes },
    });
  }

  @Get('/metrics')
  async scrape(@Res() reply: Reply): Promise<void> {
    reply.header('content-type', this.metrics.contentType).send(await this.metrics.text());
  }

  @Get('/openapi.json')
  @Header('content-type', 'application/json')
  openApi(): unknown {
    return openApiDocument();
  }
}

/** Dead letters are settled in the app that owns them; console forwards. */
@Controller('/internal/dead-letters')
export class DeadLettersController {
  constructor(private readonly deadLetters: DeadLetters) {}

  @Get(':id')
  body(@Param('id') id: string): Promise<unknown> {
    return this.deadLetters.body(id);
  }

  @Post(':id/redrive')
  @HttpCode(204)
  redrive(@Param('id') id: string, @Caller() caller: Identity): Promise<void> {
    return this.deadLetters.redrive(id, caller.user);
  }

  @Post(':id/discard')
  @HttpCode(204)
  discard(@Param('id') id: string, @Caller() caller: Identity, @JsonBody(closeBody) body: z.infer<typeof closeBody>): Promise<void> {
    return this.deadLetters.discard(id, caller.user, body.reason);
  }

  @Post('redrive')
  @HttpCode(200)
  redriveAll(@Caller() caller: Identity, @JsonBody(settleBody) { ids }: z.infer<typeof settleBody>): Promise<SettledView> {
    return this.deadLetters.redriveAll(ids, caller.user);
  }

  @Post('discard')
  @HttpCode(200)
  discardAll(@Caller() caller: Identity, @JsonBody(closeThemBody) { ids, reason }: z.infer<typeof closeThemBody>): Promise<SettledView> {
    return this.deadLetters.discardAll(ids, caller.user, reason);
  }
}

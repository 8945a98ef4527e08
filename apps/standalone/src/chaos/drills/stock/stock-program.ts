import 'reflect-metadata';
import { Controller, Get, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientProxyFactory, EventPattern, Payload, Transport, type KafkaOptions, type MicroserviceOptions } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { createPool, type Pool } from 'mysql2/promise';
import { leadAccepted } from '#contracts';
import { handle } from './faulty-handler.js';
import { HANDLED } from './handled-table.js';

/**
 * The same as `own-program`, on Nest's own Kafka transport, as its documentation shows it. Settings are the defaults but for two
 * that help it: it reads from the beginning, and its four partitions side by side. Only the drill `stock` runs it.
 */
const { DATABASE_URL = '', KAFKA_BROKERS = '', KAFKA_PREFIX = '', PORT = '0' } = process.env;
const brokers = KAFKA_BROKERS.split(',');
const kafka: Required<Pick<KafkaOptions, 'transport' | 'options'>> = {
  transport: Transport.KAFKA,
  options: { client: { clientId: 'stock', brokers }, consumer: { groupId: 'stock' }, subscribe: { fromBeginning: true }, run: { partitionsConsumedConcurrently: 4 } },
};
const POOL = Symbol('pool');

@Controller()
class RowsController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @EventPattern(KAFKA_PREFIX + leadAccepted.topic)
  async accept(@Payload() payload: unknown): Promise<void> {
    const { id, rep, at } = handle(leadAccepted.schema.parse(payload));
    await this.pool.execute(`INSERT INTO ${HANDLED} (id, rep, at) VALUES (?, ?, ?)`, [id, rep, at]);
  }

  /** As the check for microservices of `@nestjs/terminus` does: well when a client can connect. */
  @Get('/healthz')
  async alive(): Promise<{ status: string }> {
    const client = ClientProxyFactory.create({ ...kafka, options: { client: { clientId: 'stock-health', brokers }, producerOnlyMode: true } });
    await client.connect();
    await client.close();
    return { status: 'ok' };
  }
}

@Module({ controllers: [RowsController], providers: [{ provide: POOL, useFactory: () => createPool(DATABASE_URL) }] })
class StockModule {}

const app = await NestFactory.create(StockModule, new FastifyAdapter());
const service = app.connectMicroservice<MicroserviceOptions>(kafka);
service.status.subscribe((status) => process.stdout.write(`consumer ${status}\n`));
await app.startAllMicroservices();
await app.listen(Number(PORT), '127.0.0.1');

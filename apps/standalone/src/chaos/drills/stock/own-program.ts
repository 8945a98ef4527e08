import { Controller, Module } from '@nestjs/common';
import { leadAccepted, type DataOf } from '#contracts';
import { OnBatch, type Batch } from '#messaging';
import { insertRows } from '#persistence';
import { runMain } from '#platform';
import { handle } from './faulty-handler.js';
import { HANDLED } from './handled-table.js';

/** The smallest app there is on our transport: one topic, one row per event. It runs as every app does. */
@Controller()
class RowsConsumer {
  @OnBatch(leadAccepted)
  async accept(batch: Batch<DataOf<typeof leadAccepted>>): Promise<void> {
    const rows = batch.map(handle).map(({ value }) => value);
    await batch.commit({ *write() { yield* insertRows(HANDLED, rows); } });
  }
}

@Module({ controllers: [RowsConsumer] })
class RowsModule {}

await runMain({ name: 'delivery', module: RowsModule, migrations: [], configs: [] }, process.env, process.argv.slice(2));

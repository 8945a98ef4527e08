import { Controller } from '@nestjs/common';
import { configPublished, type ConfigPublished } from '#contracts';
import { OnBatch, type Batch } from '#messaging';
import { StoredConfigs } from './configs.js';

/** Switches this app to newly published configuration, between batches. */
@Controller()
export class ConfigSwitchConsumer {
  constructor(private readonly configs: StoredConfigs) {}

  @OnBatch(configPublished)
  async switchConfigs(batch: Batch<ConfigPublished>): Promise<void> {
    const published = batch.messages.map(({ data }) => data);
    const { configs } = this;
    await batch.commit({ *write() { yield* configs.store(published); } });
    configs.switchTo(published);
  }
}

import { findServers } from '../src/product/find-servers.js';
import { startProcesses } from '../src/product/product-processes.js';
import { startProduct, type ProductOptions, type ProductProcess } from '../src/product/product-process.js';
import { dropPlaces } from '../src/product/drop-places.js';

/** The product that an e2e test asks for: one process, or with `TEST_PRODUCT=processes` every app in its own, two of each worker, on the test servers, of which nothing is left there once it is stopped. */
export async function startTestProduct(options: ProductOptions): Promise<ProductProcess> {
  const { TEST_PRODUCT, TEST_DATABASE_URL: DATABASE_URL, TEST_KAFKA_BROKERS: KAFKA_BROKERS } = process.env;
  if (TEST_PRODUCT !== 'processes') return startProduct(options);
  const servers = findServers({ DATABASE_URL, KAFKA_BROKERS });
  const running = await startProcesses(options, servers);
  const stop = async (): Promise<number | null> => {
    const code = await running.stop();
    await dropPlaces(options.dataDir, servers);
    return code;
  };
  return { ...running, stop };
}

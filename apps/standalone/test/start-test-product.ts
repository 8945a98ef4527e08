import { findServers } from '../src/product/find-servers.js';
import { startProcesses } from '../src/product/product-processes.js';
import { startProduct, type ProductOptions, type ProductProcess } from '../src/product/product-process.js';

/** The product that an e2e test asks for: one process, or with `TEST_PRODUCT=processes` every app in its own, two of each worker, on the test servers. */
export function startTestProduct(options: ProductOptions): Promise<ProductProcess> {
  const { TEST_PRODUCT, TEST_DATABASE_URL: DATABASE_URL, TEST_KAFKA_BROKERS: KAFKA_BROKERS } = process.env;
  return TEST_PRODUCT === 'processes' ? startProcesses(options, findServers({ DATABASE_URL, KAFKA_BROKERS })) : startProduct(options);
}

import { testBrokers, testDatabaseUrl } from '#testing';
import { startProcesses } from '../src/product/product-processes.js';
import { startProduct, type ProductOptions, type ProductProcess } from '../src/product/product-process.js';

/** The product that an e2e test asks for: one process, or with `TEST_PRODUCT=processes` every app in its own, two of each worker, on the test servers. */
export function startTestProduct(options: ProductOptions): Promise<ProductProcess> {
  if (process.env['TEST_PRODUCT'] !== 'processes') return startProduct(options);
  const [databaseUrl, brokers] = [testDatabaseUrl(), testBrokers()?.join(',')];
  if (!databaseUrl || !brokers) throw new Error('TEST_PRODUCT=processes needs a database and brokers: npm run infra:up, or TEST_DATABASE_URL and TEST_KAFKA_BROKERS.');
  return startProcesses(options, { databaseUrl, brokers });
}

import { z } from 'zod';
import { CONFIG_KINDS } from './config/kinds.js';
import { configSchemas } from './config/documents.js';
import { openApiDocument } from './http/openapi.js';
import { topics } from './topics.js';

/** Everything that is generated from the zod schemas, by file name: JSON Schemas of events and configuration, and OpenAPI. */
export function generatedFiles(): Record<string, unknown> {
  const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return {
    ...Object.fromEntries(topics.map(({ contract }) => [`events/${contract.topic}.schema.json`, schemaOf(contract.schema)])),
    ...Object.fromEntries(CONFIG_KINDS.map((kind) => [`config/${kind}.schema.json`, schemaOf(configSchemas[kind])])),
    'openapi.json': openApiDocument(),
  };
}

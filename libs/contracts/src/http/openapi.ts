import { z } from 'zod';
import { problem } from './problem.js';
import { routes, type RouteRow } from './routes.js';

/** The table of routes as an OpenAPI 3.1 document. Schemas come from zod; nothing is written twice. */
export function openApiDocument(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const row of routes) {
    const path = row.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[row.method.toLowerCase()] = operation(row);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Leadwright', version: '1', description: 'Lead enrichment, assignment and research. Errors are RFC 9457 problem documents.' },
    paths,
    components: { schemas: { Problem: schemaOf(problem) }, securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'leadwright' }, token: { type: 'http', scheme: 'bearer' } } },
  };
}

function operation(row: RouteRow): Record<string, unknown> {
  const names = [...row.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  return {
    summary: row.summary,
    'x-owner': row.owner,
    'x-allow': row.allow,
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(row.streams ? { requestBody: { required: true, content: { [row.streams.type]: { schema: { type: 'string' } } } } } : {}),
    ...(row.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(row.body) } } } } : {}),
    responses: {
      '200': { description: 'Done', ...(row.response ? { content: { 'application/json': { schema: schemaOf(row.response) } } } : {}) },
      default: { description: 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
    ...(row.allow === 'anyone' || row.allow === 'sender' ? {} : { security: [{ session: [] }, { token: [] }] }),
  };
}

const schemaOf = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

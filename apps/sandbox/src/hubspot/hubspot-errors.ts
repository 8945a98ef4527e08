import { randomUUID } from 'node:crypto';
import type { SandboxAnswer } from '../answer.js';

const error = (status: number, category: string, message: string, more: object = {}): SandboxAnswer => ({ status, body: { status: 'error', message, correlationId: randomUUID(), ...more, category } });

export const unauthorized = (): SandboxAnswer => error(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.example/docs/methods/auth/oauth-overview');
export const notFound = (): SandboxAnswer => error(404, 'OBJECT_NOT_FOUND', 'resource not found');
export const unreadable = (): SandboxAnswer => error(400, 'VALIDATION_ERROR', 'Invalid input JSON');
export const notValid = (said: string): SandboxAnswer => error(400, 'VALIDATION_ERROR', said);
export const exists = (id: string): SandboxAnswer => error(409, 'CONFLICT', `Contact already exists. Existing ID: ${id}`);

/** One property that was not valid: HubSpot repeats it as a JSON list at the end of its message. */
export function invalidProperty(name: string, code: string, said: string): SandboxAnswer {
  const list = JSON.stringify([{ isValid: false, message: said, error: code, name }]);
  return error(400, 'VALIDATION_ERROR', `Property values were not valid: ${list}`, { errors: [{ message: said, code, context: { propertyName: [name] } }] });
}

/** What a batch found, and what it did not. */
export function partlyFound(results: readonly object[], missing: readonly string[]): SandboxAnswer {
  const errors = [{ status: 'error', category: 'OBJECT_NOT_FOUND', message: 'Could not get some of the objects, they may be deleted or not exist. Check that ids are valid.', context: { ids: missing } }];
  return { status: 207, body: { status: 'COMPLETE', results, numErrors: errors.length, errors } };
}

import { randomUUID } from 'node:crypto';
import type { SandboxAnswer } from '../answer.js';

const error = (status: number, category: string, message: string, more: object = {}): SandboxAnswer => ({ status, body: { status: 'error', message, correlationId: randomUUID(), ...more, category } });

export const unauthorized = (): SandboxAnswer => error(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.example/docs/methods/auth/oauth-overview');
export const notFound = (): SandboxAnswer => error(404, 'OBJECT_NOT_FOUND', 'resource not found');
export const unreadable = (): SandboxAnswer => error(400, 'VALIDATION_ERROR', 'Invalid input JSON');
export const exists = (id: string): SandboxAnswer => error(409, 'CONFLICT', `Contact already exists. Existing ID: ${id}`);

/** One property that was not valid: HubSpot repeats it as a JSON list at the end of its message. */
export function invalidProperty(name: string, code: string, said: string): SandboxAnswer {
  const list = JSON.stringify([{ isValid: false, message: said, error: code, name }]);
  return error(400, 'VALIDATION_ERROR', `Property values were not valid: ${list}`, { errors: [{ message: said, code, context: { propertyName: [name] } }] });
}

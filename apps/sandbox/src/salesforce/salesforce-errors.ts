import type { SandboxAnswer } from '../answer.js';

/** Salesforce's errors are always an array. */
export const error = (status: number, errorCode: string, message: string, fields?: readonly string[]): SandboxAnswer => ({ status, body: [{ message, errorCode, ...(fields ? { fields } : {}) }] });
export const gone = (): SandboxAnswer => error(404, 'NOT_FOUND', 'The requested resource does not exist');
export const saved = (id: string): SandboxAnswer => ({ status: 201, body: { id, success: true, errors: [] } });

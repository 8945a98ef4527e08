import type { SandboxAnswer } from '../answer.js';

const error = (status: number, said: string, more: object = {}): SandboxAnswer =>
  ({ status, body: { success: false, error: said, error_info: 'Please check developers.pipedrive.example for more information about the API.', ...more } });

export const ok = (data: unknown, more: object = {}): SandboxAnswer => ({ status: 200, body: { success: true, data, ...more } });
export const missing = (said: string): SandboxAnswer => error(404, said);
export const invalid = (said: string): SandboxAnswer => error(400, said, { code: 'ERR_SCHEMA_VALIDATION_FAILED' });
export const unauthorized = (): SandboxAnswer => error(401, 'unauthorized access', { errorCode: 401 });

import type { SandboxAnswer } from '../answer.js';

export const refused = (status: number, code: string, message: string, details: object = {}): SandboxAnswer => ({ status, body: { code, message, status: 'error', details } });
export const failed = (code: string, message: string, field: string): SandboxAnswer => ({ status: 400, body: { data: [{ code, message, status: 'error', details: { api_name: field, json_path: `$.data[0].${field}` } }] } });
export const done = (id: string, status = 200): SandboxAnswer => ({ status, body: { data: [{ code: 'SUCCESS', details: { id }, message: status === 201 ? 'record added' : 'record updated', status: 'success' }] } });
/** Nothing at all is an empty answer. */
export const listed = (data: readonly object[], more = false): SandboxAnswer => (data.length === 0 ? { status: 204, body: '' } : { status: 200, body: { data, info: { count: data.length, more_records: more } } });

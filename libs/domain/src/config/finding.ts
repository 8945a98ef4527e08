import type { ConfigFinding } from '#contracts';

/** An error of a document at its place, with what to do about it. */
export const finding = (path: readonly (string | number)[], where: string, message: string, remedy: string): ConfigFinding => ({ severity: 'error', path, where, message, remedy });

import type { Readable } from 'node:stream';
import type { AppName } from '#contracts';

export interface ServiceRequest { method: string; path: string; headers: Record<string, string>; body: Buffer | Readable | null }
export interface ServiceResponse { status: number; headers: Record<string, string>; body: Buffer }

/** Calls another app over its HTTP surface: in-process in standalone, over the network in distributed mode. */
export abstract class ServiceCaller {
  /** Errors: Failure SERVICE.UNREACHABLE, retryable. An answer of any status is an answer. */
  abstract call(app: AppName, request: ServiceRequest): Promise<ServiceResponse>;
}

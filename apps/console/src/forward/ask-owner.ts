import { Injectable } from '@nestjs/common';
import { IDENTITY_HEADER, type AppName, type Identity } from '#contracts';
import { Clock, ServiceCaller, signIdentity, SigningKey, type ServiceRequest, type ServiceResponse } from '#platform';

/** Asks the app that owns a route, in the name of the person who asked here; of nobody, where anyone may ask. */
@Injectable()
export class AskOwner {
  constructor(private readonly caller: ServiceCaller, private readonly key: SigningKey, private readonly clock: Clock) {}

  /** Errors: Failure SERVICE.UNREACHABLE. A refusal is an answer. */
  ask(app: AppName, request: ServiceRequest, who: Identity | null): Promise<ServiceResponse> {
    const identity: Record<string, string> = who ? { [IDENTITY_HEADER]: signIdentity(who, this.key.value, this.clock.now()) } : {};
    return this.caller.call(app, { ...request, headers: { ...request.headers, ...identity } });
  }
}

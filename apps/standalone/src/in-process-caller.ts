import { retryable, type AppName } from '#contracts';
import { ServiceCaller, type RunningService, type ServiceRequest, type ServiceResponse } from '#platform';

/** Calls between apps of one process: the same HTTP surface, without a socket. */
export class InProcessCaller extends ServiceCaller {
  private readonly services = new Map<string, RunningService>();

  add(service: RunningService): void {
    this.services.set(service.name, service);
  }

  override async call(app: AppName, request: ServiceRequest): Promise<ServiceResponse> {
    const service = this.services.get(app);
    if (!service) throw retryable('SERVICE.UNREACHABLE', `The ${app} service does not run here yet.`);
    const response = await service.app.inject({ method: request.method as 'GET', url: request.path, headers: request.headers, ...(request.body ? { payload: request.body } : {}) });
    const headers = Object.fromEntries(Object.entries(response.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
    return { status: response.statusCode, headers, body: response.rawPayload };
  }
}

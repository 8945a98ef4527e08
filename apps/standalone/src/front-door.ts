import { routes, type AppName } from '#contracts';
import type { Route, RunningService } from '#platform';

/** Only intake's own doors bypass console; everything else is authenticated there first. */
const direct = routes.filter((row) => row.owner === 'intake' && row.allow === 'sender').map((row) => row.path.split('/:')[0]! + '/');

/** Which app answers a path on the one port of standalone: the same table that the apps are reached by in Kubernetes. */
export function appFor(path: string): AppName {
  return direct.some((prefix) => path.startsWith(prefix)) ? 'intake' : 'console';
}

/** One port for all apps. */
export function frontDoor(services: readonly RunningService[]): Route {
  const byName = new Map(services.map((service) => [service.name, service]));
  return (request, response) => byName.get(appFor(request.url ?? '/'))!.route(request, response);
}

import { matchPath } from '../triggers/http/match-path.js';
import type { HttpEvent, HttpResult } from './http-event.js';

export interface HttpRoute {
  readonly method: string;
  /** `/jobs/{id}`. */
  readonly path: string;
  readonly handle: (event: HttpEvent) => Promise<HttpResult>;
}

export interface RouteMatch {
  readonly route: HttpRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The route of a request, or the status that says why there is none. */
export function matchRoute(routes: readonly HttpRoute[], method: string, pathname: string): RouteMatch | 404 | 405 {
  let known = false;
  for (const route of routes) {
    const parameters = matchPath(route.path, pathname);
    if (parameters === null) continue;
    if (route.method === method) return { route, pathParameters: decodeAll(parameters) };
    known = true;
  }
  return known ? 405 : 404;
}

function decodeAll(parameters: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, decode(value)]));
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

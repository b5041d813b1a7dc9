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
    const pathParameters = matchPath(route.path, pathname);
    if (pathParameters === null) continue;
    if (route.method === method) return { route, pathParameters };
    known = true;
  }
  return known ? 405 : 404;
}

function matchPath(pattern: string, pathname: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = pathname.split('/');
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== value : value === '') return null;
    if (name !== undefined) parameters[name] = decode(value);
  }
  return parameters;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

import { ApiError, answerToError, invalidParameter } from './api-error.js';
import type { ApiRequest } from './api-request.js';
import { type ApiResponse, jsonResponse } from './api-response.js';
import { type Caller, callerOf, type CallerRule } from './caller.js';
import { matchPath } from './match-path.js';
import type { Log } from '../log.js';

/** What stands at `{name}` in a route's path. */
type PathParameters = Readonly<Record<string, string>>;

export type Operation = (request: ApiRequest, path: PathParameters, caller: Caller) => Promise<ApiResponse>;

/** Operations by method and path: `GET /jobs/{id}`. */
export type RouteTable = Readonly<Record<string, Operation>>;

/** Answers calls by a table. Never rejects: errors are answers with `{"error": {code, message, parameter?}}`. */
export function createRoutedApi(
  routes: RouteTable,
  { callers, log }: { readonly callers: CallerRule; readonly log: Log },
): (request: ApiRequest) => Promise<ApiResponse> {
  return async (request) => {
    const { method, path } = request;
    let jobId: string | undefined;
    try {
      const { operation, parameters } = findOperation(routes, request);
      jobId = parameters.jobId;
      const caller = callerOf(request.identity, callers);
      const response = await operation(request, parameters, caller);
      const { statusCode } = response;
      // Who only looks comes every second.
      if (method !== 'GET') log.info({ jobId, method, path, statusCode, tenant: caller.tenant }, 'a call was answered');
      return response;
    } catch (error) {
      const { statusCode, body } = answerToError(error, 'The call failed');
      if (statusCode >= 500) log.error({ err: error, jobId, method, path }, 'a call of the HTTP API failed');
      return jsonResponse(statusCode, body);
    }
  };
}

/** @throws ApiError 404 for a path that is not there, 405 for a method it does not take */
function findOperation(
  routes: RouteTable,
  { method, path }: ApiRequest,
): { readonly operation: Operation; readonly parameters: PathParameters } {
  let known = false;
  for (const [route, operation] of Object.entries(routes)) {
    const [routeMethod, pattern = ''] = route.split(' ');
    const parameters = matchPath(pattern, path);
    if (parameters === null) continue;
    if (routeMethod === method) return { operation, parameters: mapValues(parameters, decode) };
    known = true;
  }
  if (known) {
    throw new ApiError({ statusCode: 405, code: 'MethodNotAllowed', message: `${path} does not take ${method}.` });
  }
  throw new ApiError({ statusCode: 404, code: 'NotFound', message: `There is nothing at ${path}.` });
}

function mapValues(parameters: PathParameters, convert: (name: string, value: string) => string): PathParameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, convert(name, value)]));
}

function decode(name: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw error instanceof URIError ? invalidParameter(name, `The ${name} in the path is not URL-encoded.`) : error;
  }
}

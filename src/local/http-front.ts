import type { IncomingMessage } from 'node:http';

import { type HttpResult, toHttpEvent } from './http-event.js';
import { type HttpRoute, matchRoute } from './http-routes.js';
import { listen } from './listen.js';
import { isLoopbackRequest } from './loopback-only.js';
import type { PageFiles } from './page-files.js';
import { readBody } from './read-body.js';

const BODY_LIMIT_BYTES = 64 * 1_024;

interface Answer extends Omit<HttpResult, 'body'> {
  readonly body?: string | Buffer | undefined;
}

/** Plays API Gateway: hands requests of this machine to the functions, in its payload format 2.0; and serves the page. */
export function startHttpFront(request: {
  readonly port: number;
  readonly routes: readonly HttpRoute[];
  readonly page: PageFiles;
  readonly write: (line: string) => void;
}): Promise<{ close(): Promise<void> }> {
  const { port, write } = request;
  return listen(port, (call, answer) => {
    answerTo(call, request)
      .catch((error: unknown) => {
        write(`${call.method ?? ''} ${call.url ?? ''} failed: ${String(error)}`);
        return failure(500, 'InternalError', 'Something went wrong here; the log of the local stack says what.');
      })
      .then(
        (result) => answer.writeHead(result.statusCode, headersOf(result)).end(result.body),
        () => answer.destroy(),
      );
  });
}

async function answerTo(
  call: IncomingMessage,
  { routes, page }: { readonly routes: readonly HttpRoute[]; readonly page: PageFiles },
): Promise<Answer> {
  if (!isLoopbackRequest(call.headers)) {
    return failure(
      403,
      'Forbidden',
      'This server answers only to 127.0.0.1, localhost and ::1, from pages of the same.',
    );
  }
  const method = call.method ?? 'GET';
  const target = `http://localhost${call.url ?? '/'}`;
  if (!URL.canParse(target)) return failure(400, 'BadRequest', 'The address cannot be read.');
  const url = new URL(target);
  const file = method === 'GET' ? await page(url.pathname) : null;
  if (file !== null) return { statusCode: 200, ...file };
  const match = matchRoute(routes, method, url.pathname);
  if (match === 404) return failure(404, 'NotFound', `There is nothing at ${url.pathname}.`);
  if (match === 405) return failure(405, 'MethodNotAllowed', `${method} is not possible at ${url.pathname}.`);
  const body = await readBody(call, BODY_LIMIT_BYTES);
  if (body === null) return failure(413, 'TooLarge', `The body may have ${BODY_LIMIT_BYTES} bytes at most.`);
  const { route, pathParameters } = match;
  const routeKey = `${route.method} ${route.path}`;
  return route.handle(toHttpEvent({ method, url, headers: call.headers, body, routeKey, pathParameters }));
}

function headersOf(result: Answer): Record<string, string> {
  const given = Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return { 'content-type': 'application/json', ...(Object.fromEntries(given) as Record<string, string>) };
}

function failure(statusCode: number, code: string, message: string): HttpResult {
  return { statusCode, body: JSON.stringify({ error: { code, message } }) };
}

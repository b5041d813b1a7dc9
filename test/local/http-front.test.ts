import { once } from 'node:events';
import { request as httpRequest } from 'node:http';

import type { HttpEvent } from '../../src/local/http-event.js';
import { startHttpFront } from '../../src/local/http-front.js';
import type { HttpRoute } from '../../src/local/http-routes.js';
import { freePort } from '../../src/local/free-port.js';

let front: Awaited<ReturnType<typeof startHttpFront>>;
let address: string;
let events: HttpEvent[];
const lines: string[] = [];

const echo = (event: HttpEvent) => {
  events.push(event);
  return Promise.resolve({ statusCode: 202, headers: { 'X-Seen': 'yes' }, body: '{"ok":true}' });
};
const routes: HttpRoute[] = [
  { method: 'POST', path: '/uploads', handle: echo },
  { method: 'GET', path: '/jobs/{id}', handle: echo },
  { method: 'GET', path: '/broken', handle: () => Promise.reject(new Error('password in the clear')) },
];

beforeAll(async () => {
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  front = await startHttpFront({
    port,
    routes,
    page: (path) =>
      Promise.resolve(path === '/' ? { headers: { 'content-type': 'text/html' }, body: Buffer.from('<p>') } : null),
    write: (line) => lines.push(line),
  });
});
afterAll(() => front.close());
beforeEach(() => {
  events = [];
});

it('hands a call over in payload format 2.0 and gives the answer back', async () => {
  const response = await fetch(`${address}/jobs/a%20b?limit=2&status=A&status=B`, { headers: { 'X-Own': 'value' } });
  expect([response.status, response.headers.get('x-seen'), response.headers.get('content-type')]).toEqual([
    202,
    'yes',
    'application/json',
  ]);
  expect(await response.json()).toEqual({ ok: true });
  expect(events).toMatchObject([
    {
      version: '2.0',
      routeKey: 'GET /jobs/{id}',
      rawPath: '/jobs/a%20b',
      rawQueryString: 'limit=2&status=A&status=B',
      headers: { 'x-own': 'value' },
      queryStringParameters: { limit: '2', status: 'A,B' },
      pathParameters: { id: 'a b' },
      requestContext: { http: { method: 'GET', path: '/jobs/a%20b' } },
      isBase64Encoded: false,
    },
  ]);
});

it('hands the body over as it came', async () => {
  await fetch(`${address}/uploads`, { method: 'POST', body: '{"fileName":"é.mp4"}' });
  expect(events[0]?.body).toBe('{"fileName":"é.mp4"}');
});

it.each([
  ['GET', '/nothing', 404, 'NotFound'],
  ['DELETE', '/uploads', 405, 'MethodNotAllowed'],
  ['GET', '/jobs/', 404, 'NotFound'],
])('answers %s %s with %d', async (method, path, status, code) => {
  const response = await fetch(`${address}${path}`, { method });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { code } });
});

it('bounds the body', async () => {
  const response = await fetch(`${address}/uploads`, { method: 'POST', body: 'x'.repeat(65_537) });
  expect(response.status).toBe(413);
  expect(events).toEqual([]);
});

it('keeps the inside of an error to itself', async () => {
  const response = await fetch(`${address}/broken`);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('password');
  expect(lines.join()).toContain('password');
});

it.each([
  ['Host', 'rebound.example'],
  ['Origin', 'https://page.example'],
])('refuses a foreign %s', async (name, value) => {
  const call = httpRequest(`${address}/jobs/1`, { headers: { [name]: value } }).end();
  const [response] = (await once(call, 'response')) as [{ statusCode: number; resume(): void }];
  response.resume();
  expect(response.statusCode).toBe(403);
  expect(events).toEqual([]);
});

it('serves the page to those who may ask, and only to readers', async () => {
  const response = await fetch(address);
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    200,
    'text/html',
    '<p>',
  ]);
  expect((await fetch(address, { method: 'POST' })).status).toBe(404);
  expect((await fetch(address, { headers: { origin: 'https://page.example' } })).status).toBe(403);
});

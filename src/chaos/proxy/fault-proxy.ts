import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { type Random } from '../../domain/seeded-random.js';
import { type Disturbances, type Service, SERVICES } from './disturbances.js';
import { type Answer, type Call, forward, readAll } from './exchange.js';
import { refusalOf } from './refusal.js';

/** Sees a call that is passed on: calls `pass` once and gives its answer. `answered`: the client will hear of it. */
export type Observer = (call: Call, pass: () => Promise<Answer>, answered: boolean) => Promise<Answer>;

export interface FaultProxyDeps {
  readonly upstreams: Readonly<Record<Service, string>>;
  readonly disturbances: Disturbances;
  readonly observers: Readonly<Partial<Record<Service, Observer>>>;
  readonly random: Random;
}

export interface FaultProxy {
  /** Addresses on loopback, one a service. */
  readonly endpoints: Readonly<Record<Service, string>>;
  readonly close: () => Promise<void>;
}

const LONGEST_DELAY_MS = 3_000;

/** Stands in front of the AWS side. Undisturbed, what passes is not changed. */
export async function startFaultProxy(deps: FaultProxyDeps): Promise<FaultProxy> {
  const servers = await Promise.all(SERVICES.map((service) => listen(deps, service)));
  return {
    endpoints: Object.fromEntries(servers.map(({ service, url }) => [service, url])) as Record<Service, string>,
    close: async () => {
      await Promise.all(
        servers.map(async ({ server }) => {
          server.close();
          server.closeAllConnections();
          await once(server, 'close');
        }),
      );
    },
  };
}

async function listen(
  deps: FaultProxyDeps,
  service: Service,
): Promise<{ readonly service: Service; readonly server: Server; readonly url: string }> {
  const server = createServer((message, response) => {
    serve(deps, service, message, response).catch(() => {
      // The server behind is gone, or the client: the connection ends as it would without a proxy.
      response.destroy();
    });
  });
  server.listen({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  return { service, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function serve(
  { upstreams, disturbances, observers, random }: FaultProxyDeps,
  service: Service,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = message;
  const call: Call = { method, url, headers, body: await readAll(message) };
  const effect = disturbances.effectOn(service, method);
  if (effect === 'delayed') await delay(random() * LONGEST_DELAY_MS);
  const json = (headers['content-type'] ?? '').includes('json');
  const refusal = effect === null ? null : refusalOf(service, effect, json);
  const pass = () => forward(upstreams[service], call);
  const observe = observers[service] ?? (() => pass());
  const answer = refusal ?? (await observe(call, pass, effect !== 'answer dropped'));
  if (effect === 'answer dropped') {
    response.destroy();
  } else if (effect === 'truncated' && answer.body.length > 0) {
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
    response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => response.destroy());
  } else {
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }
}

import { once } from 'node:events';
import { createServer } from 'node:net';

import { loadPortRange, type PortRange } from '../config/port-range.js';

/**
 * A TCP port on loopback that nothing listens on: the preferred one where it is free, else one of the range by chance,
 * so that two who look at the same time seldom find the same.
 * @throws Error when every port of the range is taken
 */
export async function freePort(
  wish: { readonly preferred?: number | undefined; readonly taken?: ReadonlySet<number> } = {},
  range: PortRange = loadPortRange(),
): Promise<number> {
  for (const port of candidates(wish.preferred, range)) {
    if (wish.taken?.has(port) !== true && (await isFreePort(port))) return port;
  }
  throw new Error(`No further port from ${range.first} to ${range.last} is free: give more of them in UPREEL_PORTS.`);
}

function* candidates(preferred: number | undefined, { first, last }: PortRange): Generator<number, void, undefined> {
  if (preferred !== undefined) yield preferred;
  const size = last - first + 1;
  const start = Math.floor(Math.random() * size);
  for (let step = 0; step < size; step += 1) yield first + ((start + step) % size);
}

export async function isFreePort(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true });
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

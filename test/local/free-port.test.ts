import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

import { freePort, isFreePort } from '../../src/local/free-port.js';

const servers: Server[] = [];

async function occupy(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, 'close');
  }
});

it('finds the one port of a range that is free', async () => {
  const first = await freePort();
  await occupy(first);
  const last = await freePort({}, { first: first + 1, last: first + 20 });
  for (let port = first + 1; port < last; port += 1) if (await isFreePort(port)) await occupy(port);
  expect(await freePort({}, { first, last })).toBe(last);
});

it('takes the preferred one while it is free, even outside the range', async () => {
  const preferred = await freePort();
  const elsewhere = { first: preferred + 1, last: preferred + 50 };
  expect(await freePort({ preferred }, elsewhere)).toBe(preferred);
  expect(await freePort({ preferred, taken: new Set([preferred]) }, elsewhere)).toBeGreaterThan(preferred);
  await occupy(preferred);
  expect(await freePort({ preferred }, elsewhere)).toBeGreaterThan(preferred);
});

it('says so when no port of the range is free', async () => {
  const port = await freePort();
  await occupy(port);
  await expect(freePort({}, { first: port, last: port })).rejects.toThrow(
    `No further port from ${port} to ${port} is free: give more of them in UPREEL_PORTS.`,
  );
});

import { once } from 'node:events';
import { createServer } from 'node:net';

import type { Stack } from '../../contracts/stack.js';
import { callFrontDoor } from '../front-door/call-front-door.js';
import { type Check, ok } from './check.js';

/** A stack that runs must answer; one that does not yet run must find ports on loopback. */
export async function checkStack(stack: Stack | null): Promise<Check[]> {
  if (stack !== null) {
    await callFrontDoor({ address: stack.http }, { method: 'GET', path: '/jobs?limit=1' });
    return [ok('stack', `runs at ${stack.http}`)];
  }
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.close();
  return [ok('ports', 'programs may listen on loopback')];
}

import { once } from 'node:events';
import { createServer } from 'node:net';

import { loadPortRange } from '../../src/config/port-range.js';
import { dataPaths } from '../../src/local/data-paths.js';
import { choosePorts } from '../../src/local/ports.js';
import { freePort } from '../../src/local/free-port.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();

async function occupy(port: number) {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      ),
  };
}

it('keeps the ports of the last time', async () => {
  const paths = dataPaths(directory.path);
  const ports = await choosePorts(paths, {});
  expect(new Set(Object.values(ports)).size).toBe(Object.keys(ports).length);
  expect(await choosePorts(paths, {})).toEqual(ports);
});

it('takes them from the range that the environment names', async () => {
  const { first, last } = loadPortRange();
  const { metrics, ...ports } = await choosePorts(dataPaths(directory.path), { workers: ['gpu-worker-1'] });
  for (const port of [...Object.values(ports), ...Object.values(metrics)]) {
    expect(port).toBeGreaterThanOrEqual(first);
    expect(port).toBeLessThanOrEqual(last);
  }
});

it('takes another for one that is in use now', async () => {
  const paths = dataPaths(directory.path);
  const ports = await choosePorts(paths, {});
  const other = await occupy(ports.s3);
  const next = await choosePorts(paths, {});
  await other[Symbol.asyncDispose]();
  expect(next.s3).not.toBe(ports.s3);
  expect({ ...next, s3: ports.s3 }).toEqual(ports);
});

it('uses the port that was asked for, and remembers it', async () => {
  const paths = dataPaths(directory.path);
  const http = await freePort();
  expect((await choosePorts(paths, { http })).http).toBe(http);
  expect((await choosePorts(paths, {})).http).toBe(http);
});

it('says so when the port that was asked for is in use', async () => {
  const http = await freePort();
  const other = await occupy(http);
  await expect(choosePorts(dataPaths(directory.path), { http })).rejects.toThrow(`Port ${http} is in use`);
  await other[Symbol.asyncDispose]();
});

it('gives each worker a port for its metrics, and the same one again', async () => {
  const paths = dataPaths(directory.path);
  const { metrics } = await choosePorts(paths, { workers: ['jobs-worker', 'gpu-worker-1'] });
  expect(Object.keys(metrics)).toEqual(['jobs-worker', 'gpu-worker-1']);
  const { metrics: next, ...others } = await choosePorts(paths, { workers: ['gpu-worker-1', 'gpu-worker-2'] });
  expect(next['gpu-worker-1']).toBe(metrics['gpu-worker-1']);
  const all = [...Object.values(others), ...Object.values(next)];
  expect(new Set(all).size).toBe(all.length);
});

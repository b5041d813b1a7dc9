import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';

import { fetchFile } from '../../../src/cli/front-door/fetch-file.js';
import { putFile } from '../../../src/cli/front-door/put-file.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const directory = temporaryDirectory();
const signal = new AbortController().signal;
let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return `http://127.0.0.1:${address.port}/`;
}

test('a refusal that comes before the file is sent ends the upload with its reason', async () => {
  const path = join(directory.path, 'large.mp4');
  writeFileSync(path, '');
  truncateSync(path, 50_000_000);
  const url = await serve((_, answer) => answer.writeHead(403).end('<Code>SignatureDoesNotMatch</Code>'));
  const sending = putFile({ path, sizeBytes: 50_000_000, url, headers: {}, signal, onBytes: () => undefined });
  await expect(sending).rejects.toThrow(/SignatureDoesNotMatch|broke off/);
});

test('an upload says how much is sent, and gives the length beforehand', async () => {
  const path = join(directory.path, 'clip.mp4');
  writeFileSync(path, Buffer.alloc(200_000, 7));
  let length = '';
  let received = 0;
  const url = await serve((call, answer) => {
    length = call.headers['content-length'] ?? '';
    call.on('data', (chunk: Buffer) => (received += chunk.length)).on('end', () => answer.writeHead(200).end());
  });
  const sums: number[] = [];
  await putFile({ path, sizeBytes: 200_000, url, headers: {}, signal, onBytes: (bytes) => sums.push(bytes) });
  expect(length).toBe('200000');
  expect(received).toBe(200_000);
  expect(sums.at(-1)).toBe(200_000);
});

test('a download that breaks off leaves the file as it was, and nothing beside it', async () => {
  const path = join(directory.path, 'out.mp4');
  writeFileSync(path, 'old');
  const url = await serve((_, answer) => {
    answer.writeHead(200, { 'content-length': '1000' });
    answer.write('begin', () => answer.destroy());
  });
  await expect(fetchFile({ url, path, signal, onBytes: () => undefined })).rejects.toThrow('broke off');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(directory.path)).toEqual(['out.mp4']);
});

test('a download that is interrupted leaves nothing', async () => {
  const interruption = new AbortController();
  const path = join(directory.path, 'out.mp4');
  const url = await serve((_, answer) => {
    answer.writeHead(200, { 'content-length': '1000' });
    answer.write('begin');
  });
  const fetching = fetchFile({
    url,
    path,
    signal: interruption.signal,
    onBytes: () => {
      interruption.abort();
    },
  });
  await expect(fetching).rejects.toThrow('aborted');
  expect(existsSync(path)).toBe(false);
  expect(readdirSync(directory.path)).toEqual([]);
});

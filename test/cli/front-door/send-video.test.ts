import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { FrontDoor } from '../../../src/cli/front-door/front-door.js';
import { sendVideo } from '../../../src/cli/front-door/send-video.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';

const directory = temporaryDirectory();
const LIMITS = { onePutBytes: 10, attempts: 3 };

let s3: Server;
let address: string;
let parts: Map<number, string>;
/** How many puts of a part S3 still refuses. */
let refusals: number;
let calls: string[];

beforeEach(async () => {
  parts = new Map();
  refusals = 0;
  calls = [];
  s3 = createServer((request, answer) => {
    void buffer(request).then((body) => {
      if (refusals > 0) {
        refusals -= 1;
        return answer.writeHead(503).end('<Code>SlowDown</Code>');
      }
      parts.set(Number(request.url?.slice(1)), body.toString());
      return answer.writeHead(200).end();
    });
  }).listen(0, '127.0.0.1');
  await once(s3, 'listening');
  const bound = s3.address();
  address = `http://127.0.0.1:${bound !== null && typeof bound === 'object' ? bound.port : 0}`;
});
afterEach(() => {
  s3.closeAllConnections();
  s3.close();
});

const unused = () => Promise.reject(new Error('not asked for'));
const front: FrontDoor = {
  upload: () => {
    const target = { key: 'k', bucket: 'b', expiresIn: 60, headers: {}, jobId: 'whole' };
    return Promise.resolve({ ...target, url: `${address}/0` });
  },
  beginUpload: (request, sizeBytes) => {
    calls.push(`begin ${request.fileName}`);
    const upload = { key: 'k', bucket: 'b', uploadId: 'u', jobId: 'parts', partSizeBytes: 4 };
    return Promise.resolve({ ...upload, partCount: Math.ceil(sizeBytes / 4) });
  },
  signPart: (_, partNumber) => Promise.resolve(`${address}/${partNumber}`),
  completeUpload: (_, sizeBytes) => {
    calls.push(`complete ${sizeBytes}`);
    return Promise.resolve();
  },
  abortUpload: () => {
    calls.push('abort');
    return Promise.resolve();
  },
  ...{ job: unused, jobs: unused, result: unused, estimate: unused, cancel: unused, retry: unused, remove: unused },
};

async function send(content: string, signal = new AbortController().signal) {
  const path = join(directory.path, 'clip.mp4');
  writeFileSync(path, content);
  const sent: number[] = [];
  const jobId = await sendVideo({
    front,
    video: { path, name: 'clip.mp4', sizeBytes: content.length, contentType: 'video/mp4' },
    request: { videoType: 'real', options: {} },
    signal,
    onBytes: (bytes) => sent.push(bytes),
    limits: LIMITS,
  });
  return { jobId, sent };
}

test('what one request carries goes up at once', async () => {
  expect((await send('0123456789')).jobId).toBe('whole');
  expect(parts).toEqual(new Map([[0, '0123456789']]));
  expect(calls).toEqual([]);
});

test('more goes up in parts, and is counted through', async () => {
  const { jobId, sent } = await send('0123456789a');
  expect(jobId).toBe('parts');
  expect([...parts].map(([, content]) => content)).toEqual(['0123', '4567', '89a']);
  expect(sent.at(-1)).toBe(11);
  expect(calls).toEqual(['begin clip.mp4', 'complete 11']);
});

test('a part that S3 refuses is sent again, and given up after a while without leaving anything', async () => {
  refusals = 2;
  expect((await send('0123456789a')).jobId).toBe('parts');
  [calls, refusals] = [[], 3];
  await expect(send('0123456789a')).rejects.toThrow('SlowDown');
  expect(calls).toEqual(['begin clip.mp4', 'abort']);
});

test('an interrupted upload leaves nothing', async () => {
  const controller = new AbortController();
  controller.abort(new Error('enough'));
  await expect(send('0123456789a', controller.signal)).rejects.toThrow('enough');
  expect(calls).toEqual(['begin clip.mp4', 'abort']);
});

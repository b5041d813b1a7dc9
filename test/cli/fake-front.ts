import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

import type { JobEstimate } from '../../src/contracts/estimate.js';
import type { JobRow } from '../../src/contracts/job-row.js';
import type { JobDescription } from '../../src/triggers/jobs/describe-job.js';

interface FakeUpload {
  /** Body of `POST /uploads`. */
  readonly announced: Readonly<Record<string, unknown>>;
  readonly sent: Buffer;
  readonly headers: NodeJS.Dict<string | string[]>;
}

export interface FakeFront {
  readonly address: string;
  /** Everything but GET, in order: `POST /jobs/…/cancel`. */
  readonly calls: readonly string[];
  /** What each call of the API was authorised with. */
  readonly authorizations: readonly (string | undefined)[];
  readonly uploads: readonly FakeUpload[];
  readonly close: () => Promise<void>;
}

export interface FakeFrontScript {
  /** What a job looks like the n-th time that somebody looks, the last for ever; null: not there yet. */
  readonly looks?: readonly (JobDescription | null)[];
  /** Called whenever somebody looks at the job. */
  readonly onLook?: () => void;
  readonly rows?: readonly JobRow[];
  readonly video?: Buffer;
  readonly report?: unknown;
  /** S3 refuses the upload. */
  readonly refusesUpload?: boolean;
}

interface Exchange {
  readonly call: IncomingMessage;
  readonly answer: ServerResponse;
  readonly url: URL;
}

function sampleEstimate(): JobEstimate {
  const range = { low: 1000, high: 2000 };
  return {
    frames: { low: 25, high: 25 },
    output: { width: 256, height: 192 },
    gpuSeconds: { low: 60, high: 120 },
    outputBytes: range,
    intermediateBytes: range,
    price: { low: 0.01, high: 0.5, currency: 'EUR' },
    basis: ['As a test says.'],
  };
}

export const JOB_ID = '3f0c0a52-7f0e-4c55-9a0b-6f1f3f6c1d11';

/** The HTTP API and its S3, as far as the command line calls them. */
export async function startFakeFront(script: FakeFrontScript): Promise<FakeFront> {
  const calls: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const uploads: FakeUpload[] = [];
  const looks = [...(script.looks ?? [])];
  let announced: FakeUpload['announced'] = {};
  let address = '';

  const routes: Readonly<Record<string, (exchange: Exchange) => void | Promise<void>>> = {
    'POST /uploads': async ({ call, answer }) => {
      announced = JSON.parse((await buffer(call)).toString()) as FakeUpload['announced'];
      const headers = { 'Content-Type': String(announced.contentType), 'x-amz-meta-upreel-test': 'yes' };
      reply(answer, 200, { url: `${address}/s3/upload`, key: 'k', bucket: 'b', expiresIn: 60, headers, jobId: JOB_ID });
    },
    'PUT /s3/upload': async ({ call, answer }) => {
      if (script.refusesUpload === true) {
        answer.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
        return;
      }
      uploads.push({ announced, sent: await buffer(call), headers: call.headers });
      answer.writeHead(200).end();
    },
    'POST /estimate': async ({ call, answer }) => {
      const { video } = JSON.parse((await buffer(call)).toString()) as { video: object };
      reply(answer, 200, { ...sampleEstimate(), basis: [JSON.stringify(video)] });
    },
    'GET /s3/video': ({ answer }) => void answer.writeHead(200).end(script.video),
    'GET /s3/report': ({ answer }) => {
      reply(answer, 200, script.report);
    },
    'GET /jobs': ({ answer, url }) => {
      const start = Number(url.searchParams.get('cursor') ?? 0);
      const end = start + Number(url.searchParams.get('limit'));
      const rows = script.rows ?? [];
      const cursor = end < rows.length ? String(end) : null;
      reply(answer, 200, { rows: rows.slice(start, end), cursor });
    },
    [`GET /jobs/${JOB_ID}`]: ({ answer }) => {
      script.onLook?.();
      const seen = (looks.length > 1 ? looks.shift() : looks[0]) ?? null;
      if (seen === null) replyMissing(answer);
      else reply(answer, 200, seen);
    },
    [`GET /jobs/${JOB_ID}/result`]: ({ answer }) => {
      const urls = { url: `${address}/s3/video`, reportUrl: `${address}/s3/report` };
      reply(answer, 200, { ...urls, fileName: 'clip.mp4', expiresIn: 60 });
    },
    [`POST /jobs/${JOB_ID}/cancel`]: ({ answer }) => {
      reply(answer, 202, { jobId: JOB_ID });
    },
    [`POST /jobs/${JOB_ID}/retry`]: ({ answer }) => {
      reply(answer, 409, { error: { code: 'Conflict', message: `Job ${JOB_ID} is COMPLETED.` } });
    },
    [`DELETE /jobs/${JOB_ID}`]: ({ answer }) => {
      reply(answer, 200, { jobId: JOB_ID });
    },
  };

  const server = createServer((call, answer) => {
    const url = new URL(call.url ?? '/', 'http://localhost');
    const name = `${call.method ?? ''} ${url.pathname}`;
    if (call.method !== 'GET') calls.push(name);
    if (!url.pathname.startsWith('/s3/')) authorizations.push(call.headers.authorization);
    const route = routes[name];
    if (route === undefined) replyMissing(answer);
    else void route({ call, answer, url });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  address = `http://127.0.0.1:${bound !== null && typeof bound === 'object' ? bound.port : 0}`;
  return {
    address,
    calls,
    authorizations,
    uploads,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function reply(answer: ServerResponse, status: number, body: unknown): void {
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function replyMissing(answer: ServerResponse): void {
  reply(answer, 404, { error: { code: 'NotFound', message: 'There is nothing here.' } });
}

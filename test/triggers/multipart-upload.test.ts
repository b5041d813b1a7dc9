import { createMultipartUploads } from '../../src/adapters/s3/create-multipart-uploads.js';
import { createObjectStore } from '../../src/adapters/s3/create-object-store.js';
import { createUrlSigner } from '../../src/adapters/s3/create-url-signer.js';
import { createPresignUploadHandler } from '../../src/triggers/presign-upload.js';
import { startVersitygw, type TestS3 } from '../support/start-versitygw.js';
import { apiGatewayV1, apiGatewayV2 } from './api-gateway-events.js';
import { expectDocumented } from './expect-documented.js';

const JOB_ID = '12345678-1234-4234-8234-123456789012';
const PART_BYTES = 8 * 2 ** 20;
const authorizer = { claims: { tenant: 'acme' } };

interface Upload {
  readonly key: string;
  readonly uploadId: string;
}

describe('uploads in parts', () => {
  let s3: TestS3;
  beforeAll(async () => {
    s3 = await startVersitygw();
  });
  afterAll(() => s3.stop());

  const handle = (event: object) =>
    createPresignUploadHandler({
      signer: createUrlSigner({ client: s3.presigning }),
      uploads: createMultipartUploads({ client: s3.client, presigning: s3.presigning }),
      store: createObjectStore({ client: s3.client }),
      sourceBucket: s3.buckets.plain,
      newJobId: () => JOB_ID,
      callers: { kind: 'authoriser', tenantClaim: 'tenant', priorityClaim: 'priority' },
      log: { info: () => undefined, error: () => undefined },
    })(event);
  const call = async (method: string, path: string, given: object = {}) => {
    const event =
      method === 'GET'
        ? apiGatewayV1({ method, path, authorizer, queryStringParameters: given as Record<string, string> })
        : apiGatewayV2({ method, path, authorizer: { jwt: authorizer }, body: JSON.stringify(given) });
    const { statusCode, body } = (await handle(event)) as { statusCode: number; body: string };
    const answer = JSON.parse(body) as Record<string, unknown>;
    expectDocumented({ method, path, statusCode, answer });
    return { statusCode, body: answer };
  };
  const begin = async (given: object = {}) => {
    const sizeBytes = PART_BYTES + 10;
    const { statusCode, body } = await call('POST', '/uploads/multipart', { fileName: 'a.mp4', sizeBytes, ...given });
    expect(statusCode).toBe(201);
    return body as unknown as Upload & { partSizeBytes: number; partCount: number };
  };
  const reference = ({ key, uploadId }: Upload) => ({ key, uploadId });
  const send = async (upload: Upload, partNumber: number, bytes: number) => {
    const asked = { ...reference(upload), partNumbers: [partNumber] };
    const { body } = await call('POST', '/uploads/multipart/parts', asked);
    const [part] = body.parts as { url: string }[];
    const response = await fetch(part?.url ?? '', { method: 'PUT', body: new Uint8Array(bytes).fill(partNumber) });
    await response.arrayBuffer();
    return response.status;
  };

  it('puts a file together of parts that whoever has the URLs sent, with its options', async () => {
    const upload = await begin({ contentType: 'video/mp4', scale: 2, videoType: 'anime' });
    expect(upload).toMatchObject({
      key: `data/src/anime/${JOB_ID}/a.mp4`,
      bucket: s3.buckets.plain,
      jobId: JOB_ID,
      partSizeBytes: PART_BYTES,
      partCount: 2,
    });
    expect(await send(upload, 2, 10)).toBe(200);
    expect(await call('GET', '/uploads/multipart/parts', reference(upload))).toMatchObject({
      body: { parts: [{ partNumber: 2, sizeBytes: 10 }] },
    });
    const complete = { ...reference(upload), sizeBytes: PART_BYTES + 10 };
    expect(await call('POST', '/uploads/multipart/complete', complete)).toMatchObject({
      statusCode: 409,
      body: { error: { message: expect.stringContaining('Part 1 is missing') as string } },
    });
    expect(await send(upload, 1, PART_BYTES)).toBe(200);
    expect(await call('POST', '/uploads/multipart/complete', { ...complete, sizeBytes: 11 })).toMatchObject({
      statusCode: 409,
    });
    const done = { statusCode: 200, body: { key: upload.key, bucket: s3.buckets.plain, jobId: JOB_ID } };
    expect(await call('POST', '/uploads/multipart/complete', complete)).toEqual(done);
    const stored = await createObjectStore({ client: s3.client }).head({ bucket: s3.buckets.plain, key: upload.key });
    expect(stored).toMatchObject({
      sizeBytes: PART_BYTES + 10,
      contentType: 'video/mp4',
      metadata: { 'upreel-scale': '2', 'upreel-tenant': 'acme' },
    });
    // Whole, also by the checksum that reading compares.
    const ref = { bucket: s3.buckets.plain, key: upload.key };
    const content = await createObjectStore({ client: s3.client }).read(ref);
    expect([content?.length, content?.[0], content?.at(-1)]).toEqual([PART_BYTES + 10, 1, 2]);
    // Whoever lost the answer may ask again.
    expect(await call('POST', '/uploads/multipart/complete', complete)).toEqual(done);
  });

  it('forgets an upload that is aborted, and is not surprised when asked twice', async () => {
    const upload = await begin({ fileName: 'b.mp4' });
    await send(upload, 1, 5);
    for (const path of ['/uploads/multipart/abort', '/uploads/multipart/abort']) {
      expect(await call('POST', path, reference(upload))).toMatchObject({ statusCode: 200 });
    }
    const gone = { statusCode: 404, body: { error: { code: 'NotFound' } } };
    expect(await call('GET', '/uploads/multipart/parts', reference(upload))).toMatchObject(gone);
    const complete = { ...reference(upload), sizeBytes: 5 };
    expect(await call('POST', '/uploads/multipart/complete', complete)).toMatchObject(gone);
  });

  it('keeps the number of parts within what S3 takes', async () => {
    const upload = await begin({ sizeBytes: 5 * 2 ** 40 });
    expect(upload.partCount).toBeLessThanOrEqual(10_000);
    expect(upload.partSizeBytes * upload.partCount).toBeGreaterThanOrEqual(5 * 2 ** 40);
    expect(upload.partSizeBytes).toBeLessThanOrEqual(5 * 2 ** 30);
  });

  it.each([
    ['/uploads/multipart', { fileName: 'a.mp4' }, 'sizeBytes', 'MissingParameter'],
    ['/uploads/multipart', { fileName: 'a.mp4', sizeBytes: 0 }, 'sizeBytes', 'InvalidParameter'],
    ['/uploads/multipart', { fileName: 'a.png', sizeBytes: 1 }, 'fileName', 'InvalidParameter'],
    ['/uploads/multipart', { fileName: 'a.mp4', sizeBytes: 1, scale: 9 }, 'scale', 'InvalidParameter'],
    ['/uploads/multipart', { fileName: 'a.mp4', sizeBytes: 1, tenant: 'other' }, 'tenant', 'InvalidParameter'],
    ['/uploads/multipart/parts', { uploadId: 'x', partNumbers: [1] }, 'key', 'MissingParameter'],
    ['/uploads/multipart/parts', { key: 'jobs/1', uploadId: 'x', partNumbers: [1] }, 'key', 'InvalidParameter'],
    [
      '/uploads/multipart/parts',
      { key: `data/src/real/${JOB_ID}/a.mp4`, uploadId: 'x' },
      'partNumbers',
      'MissingParameter',
    ],
    [
      '/uploads/multipart/parts',
      { key: `data/src/real/${JOB_ID}/a.mp4`, uploadId: 'x', partNumbers: [0] },
      'partNumbers.0',
      'InvalidParameter',
    ],
    ['/uploads/multipart/abort', { key: `data/src/real/${JOB_ID}/a.mp4` }, 'uploadId', 'MissingParameter'],
  ])('POST %s refuses %j, naming %s', async (path, given, parameter, code) => {
    expect(await call('POST', path, given)).toMatchObject({ statusCode: 400, body: { error: { code, parameter } } });
  });
});

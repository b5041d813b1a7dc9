import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { createMultipartUploads } from '../../src/adapters/s3/create-multipart-uploads.js';
import { createObjectStore } from '../../src/adapters/s3/create-object-store.js';
import { createUrlSigner } from '../../src/adapters/s3/create-url-signer.js';
import { UpreelError } from '../../src/contracts/failures.js';
import {
  createPresignUploadHandler,
  type PresignedUpload,
  type PresignUploadDeps,
} from '../../src/triggers/presign-upload.js';
import { startVersitygw, type TestS3 } from '../support/start-versitygw.js';
import { apiGatewayV1, apiGatewayV2 } from './api-gateway-events.js';

const JOB_ID = '12345678-1234-4234-8234-123456789012';

describe('createPresignUploadHandler', () => {
  let s3: TestS3;
  const logged: object[] = [];
  beforeAll(async () => {
    s3 = await startVersitygw();
  });
  afterAll(() => s3.stop());

  const handlerWith = (given: Partial<PresignUploadDeps> = {}) =>
    createPresignUploadHandler({
      signer: createUrlSigner({ client: s3.presigning }),
      uploads: createMultipartUploads({ client: s3.client, presigning: s3.presigning }),
      store: createObjectStore({ client: s3.client }),
      sourceBucket: s3.buckets.plain,
      newJobId: () => JOB_ID,
      callers: { kind: 'one-tenant' },
      log: { info: () => undefined, error: (facts) => logged.push(facts) },
      ...given,
    });
  const presign = async (parameters: object) => (await handlerWith()(parameters)) as PresignedUpload;
  const put = async (url: string, headers: Record<string, string>) => {
    const response = await fetch(url, { method: 'PUT', headers, body: 'a video' });
    await response.arrayBuffer();
    return response.status;
  };
  const head = (Key: string) => s3.client.send(new HeadObjectCommand({ Bucket: s3.buckets.plain, Key }));

  describe("the specification's request", () => {
    it('gives the plain key, the four fields and the header to send', async () => {
      const answer = await presign({ fileName: 'my-video.mp4', contentType: 'video/mp4', expiration: 600 });
      expect(answer).toEqual({
        url: expect.stringMatching(/\/uploads\/my-video\.mp4\?.*X-Amz-Algorithm=AWS4-HMAC-SHA256/) as string,
        key: 'uploads/my-video.mp4',
        bucket: s3.buckets.plain,
        expiresIn: 600,
        headers: { 'Content-Type': 'video/mp4' },
      });
      expect(new URL(answer.url).searchParams.get('X-Amz-Expires')).toBe('600');
    });

    it('lets exactly this Content-Type through', async () => {
      const { url, key } = await presign({ fileName: 'Ein Film + Ü.mp4', contentType: 'video/mp4' });
      expect(new URL(url).searchParams.get('X-Amz-SignedHeaders')?.split(';')).toContain('content-type');
      expect(await put(url, { 'Content-Type': 'video/quicktime' })).toBe(403);
      expect(await put(url, {})).toBe(403);
      expect(await put(url, { 'Content-Type': 'video/mp4' })).toBe(200);
      expect(await head(key)).toMatchObject({ ContentType: 'video/mp4', ContentLength: 7 });
    });

    it('has its defaults', async () => {
      const { url, expiresIn, headers } = await presign({ fileName: 'a.mov' });
      expect({ expiresIn, headers }).toEqual({
        expiresIn: 3600,
        headers: { 'Content-Type': 'application/octet-stream' },
      });
      expect(await put(url, headers)).toBe(200);
    });

    it.each([300, 604_800, '3600'])('takes the expiration %p', async (expiration) => {
      expect(await presign({ fileName: 'a.mp4', expiration })).toMatchObject({ expiresIn: Number(expiration) });
    });
  });

  describe('with a video type or options', () => {
    it('gives a key of its own and names the job', async () => {
      expect(await presign({ fileName: 'a.mp4', videoType: 'anime' })).toMatchObject({
        key: `data/src/anime/${JOB_ID}/a.mp4`,
        jobId: JOB_ID,
        headers: { 'Content-Type': 'application/octet-stream' },
      });
      expect(await presign({ fileName: 'a.mp4', scale: 2 })).toMatchObject({ key: `data/src/real/${JOB_ID}/a.mp4` });
    });

    it('signs the options as headers that must be sent, and S3 keeps them', async () => {
      const { url, key, headers } = await presign({ fileName: 'a.mp4', crf: 20, 'frame-format': 'png' });
      expect(headers).toEqual({
        'Content-Type': 'application/octet-stream',
        'x-amz-meta-upreel-crf': '20',
        'x-amz-meta-upreel-frame-format': 'png',
      });
      const signed = new URL(url).searchParams.get('X-Amz-SignedHeaders')?.split(';');
      expect(signed).toEqual(
        expect.arrayContaining(['content-type', 'x-amz-meta-upreel-crf', 'x-amz-meta-upreel-frame-format']),
      );
      expect(await put(url, { 'Content-Type': 'application/octet-stream' })).toBe(403);
      expect(await put(url, { ...headers, 'x-amz-meta-upreel-crf': '1' })).toBe(403);
      expect(await put(url, headers)).toBe(200);
      expect(await head(key)).toMatchObject({ Metadata: { 'upreel-crf': '20', 'upreel-frame-format': 'png' } });
    });
  });

  describe('whoever calls', () => {
    const parameters = { fileName: 'a.mp4', contentType: 'video/mp4' };
    it.each([
      ['API Gateway, format 1.0', apiGatewayV1({ body: JSON.stringify(parameters) })],
      ['API Gateway, format 2.0', apiGatewayV2({ body: JSON.stringify(parameters) })],
      ['a coded body', apiGatewayV2({ body: btoa(JSON.stringify(parameters)), isBase64Encoded: true })],
      ['a query, format 1.0', apiGatewayV1({ queryStringParameters: parameters })],
      ['a query, format 2.0', apiGatewayV2({ queryStringParameters: parameters })],
    ])('answers %s with a proxy response', async (_, event) => {
      const answer = await handlerWith()(event);
      expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'application/json' } });
      const body = JSON.parse((answer as { body: string }).body) as PresignedUpload;
      expect(body).toMatchObject({ key: 'uploads/a.mp4', headers: { 'Content-Type': 'video/mp4' } });
    });
  });

  describe('for tenants', () => {
    const tenants = { callers: { kind: 'authoriser', tenantClaim: 'tenant', priorityClaim: 'priority' } } as const;
    const ask = async (claims: object | null, parameters: object) => {
      const authorizer = claims === null ? {} : { authorizer: { jwt: { claims, scopes: null } } };
      const event = apiGatewayV2({ body: JSON.stringify(parameters), ...authorizer });
      const { statusCode, body } = (await handlerWith(tenants)(event)) as { statusCode: number; body: string };
      return { statusCode, body: JSON.parse(body) as PresignedUpload };
    };

    it("signs the caller's own tenant, and no other can be sent", async () => {
      const { body } = await ask({ tenant: 'acme' }, { fileName: 'a.mp4', scale: 2 });
      expect(body.headers).toMatchObject({ 'x-amz-meta-upreel-tenant': 'acme' });
      expect(await put(body.url, { ...body.headers, 'x-amz-meta-upreel-tenant': 'other' })).toBe(403);
      expect(await put(body.url, body.headers)).toBe(200);
      expect(await head(body.key)).toMatchObject({ Metadata: { 'upreel-scale': '2', 'upreel-tenant': 'acme' } });
    });

    it('takes the tenant from nothing but the authoriser', async () => {
      for (const name of ['tenant', 'upreel-tenant']) {
        const { statusCode } = await ask({ tenant: 'acme' }, { fileName: 'a.mp4', [name]: 'other' });
        expect(statusCode).toBe(400);
      }
      expect(await ask(null, { fileName: 'a.mp4' })).toMatchObject({ statusCode: 403 });
      expect(await ask({ sub: 'x' }, { fileName: 'a.mp4' })).toMatchObject({
        statusCode: 403,
        body: { error: { code: 'Forbidden', message: expect.stringContaining('"tenant"') as string } },
      });
    });

    it('lets only those with the claim come before others', async () => {
      const asked = { fileName: 'a.mp4', priority: 2 };
      expect(await ask({ tenant: 'acme' }, asked)).toMatchObject({
        statusCode: 403,
        body: { error: { parameter: 'priority' } },
      });
      expect(await ask({ tenant: 'acme', priority: '2' }, asked)).toMatchObject({ statusCode: 200 });
      expect(await ask({ tenant: 'acme' }, { ...asked, priority: 3 })).toMatchObject({ statusCode: 200 });
      expect(await ask({ tenant: 'acme', priority: '5' }, { ...asked, priority: 3 })).toMatchObject({
        statusCode: 200,
      });
    });
  });

  describe('refuses', () => {
    it.each([
      [{}, 'fileName', 'MissingParameter'],
      [{ fileName: '' }, 'fileName', 'MissingParameter'],
      [{ fileName: 7 }, 'fileName', 'InvalidParameter'],
      [{ fileName: 'a.png' }, 'fileName', 'InvalidParameter'],
      [{ fileName: '../..' }, 'fileName', 'InvalidParameter'],
      [{ fileName: 'a.mp4', expiration: 299 }, 'expiration', 'InvalidParameter'],
      [{ fileName: 'a.mp4', expiration: 604_801 }, 'expiration', 'InvalidParameter'],
      [{ fileName: 'a.mp4', expiration: 3600.5 }, 'expiration', 'InvalidParameter'],
      [{ fileName: 'a.mp4', expiration: '1e3' }, 'expiration', 'InvalidParameter'],
      [{ fileName: 'a.mp4', expiration: null }, 'expiration', 'InvalidParameter'],
      [{ fileName: 'a.mp4', contentType: 'video/mp4\r\nX: y' }, 'contentType', 'InvalidParameter'],
      [{ fileName: 'a.mp4', contentType: 'mp4' }, 'contentType', 'InvalidParameter'],
      [{ fileName: 'a.mp4', videoType: 'cartoon' }, 'videoType', 'InvalidParameter'],
      [{ fileName: 'a.mp4', colour: 'red' }, 'colour', 'InvalidParameter'],
      [{ fileName: 'a.mp4', scale: 5 }, 'scale', 'InvalidParameter'],
      [{ fileName: 'a.mp4', crf: 52 }, 'crf', 'InvalidParameter'],
      [{ fileName: 'a.mp4', model: { id: 'x' } }, 'model', 'InvalidParameter'],
      [{ fileName: 'a.mp4', frameFormat: 'png' }, 'frameFormat', 'InvalidParameter'],
    ])('%j, naming %s', async (parameters, parameter, code) => {
      const body = { error: { code, message: expect.stringMatching(/\w/) as string, parameter } };
      expect(await handlerWith()(parameters)).toEqual(body);
      const answer = await handlerWith()(apiGatewayV2({ body: JSON.stringify(parameters) }));
      expect(answer).toMatchObject({ statusCode: 400 });
      expect(JSON.parse((answer as { body: string }).body)).toEqual(body);
    });

    it.each(['{', '[]', '"a"'])('the body %s', async (body) => {
      const answer = await handlerWith()(apiGatewayV1({ body }));
      expect(answer).toMatchObject({ statusCode: 400, body: expect.stringContaining('"parameter":"body"') as string });
    });
  });

  it('answers 500 without internals and logs the cause when it cannot sign', async () => {
    const failing = () => Promise.reject(new UpreelError('Unavailable', 'secret detail'));
    const handler = handlerWith({ signer: { signPut: failing, signGet: failing } });
    const answer = await handler(apiGatewayV2({ body: '{"fileName":"a.mp4"}' }));
    expect(answer).toMatchObject({ statusCode: 500 });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(logged.at(-1)).toMatchObject({ err: { message: 'secret detail' } });
  });
});

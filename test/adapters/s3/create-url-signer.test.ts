import { S3Client } from '@aws-sdk/client-s3';
import { createUrlSigner } from '../../../src/adapters/s3/create-url-signer.js';

const NOW = Date.parse('2026-01-01T00:00:00Z');

const signerWith = (expiration?: Date) =>
  createUrlSigner({
    client: new S3Client({
      region: 'us-east-1',
      requestChecksumCalculation: 'WHEN_REQUIRED',
      credentials: { accessKeyId: 'k', secretAccessKey: 's', ...(expiration && { expiration }) },
    }),
    now: () => NOW,
  });
const ref = { bucket: 'my-bucket', key: 'uploads/my-video.mp4' };
const put = { headers: { 'Content-Type': 'video/mp4' }, expiresInSeconds: 3600 };

describe('createUrlSigner', () => {
  it("makes the specification's address", async () => {
    const { url } = await signerWith().signPut(ref, put);
    expect(url).toMatch(/^https:\/\/my-bucket\.s3\.(us-east-1\.)?amazonaws\.com\/uploads\/my-video\.mp4\?/);
    expect(url).not.toMatch(/checksum-crc/i);
  });

  it('promises no longer than the credentials live', async () => {
    const { url, expiresInSeconds } = await signerWith(new Date(NOW + 900_500)).signPut(ref, put);
    expect(expiresInSeconds).toBe(900);
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('900');
    expect(await signerWith(new Date(NOW + 7_200_000)).signPut(ref, put)).toMatchObject({ expiresInSeconds: 3600 });
  });

  it('names the file that a browser saves', async () => {
    const { url } = await signerWith().signGet(ref, { fileName: 'Größe "1".mp4', expiresInSeconds: 60 });
    expect(new URL(url).searchParams.get('response-content-disposition')).toBe(
      `attachment; filename="Gr__e _1_.mp4"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.mp4`,
    );
  });

  it('names the version where one is asked for', async () => {
    const get = { fileName: 'my-video.mp4', expiresInSeconds: 60 };
    const { url } = await signerWith().signGet({ ...ref, versionId: 'v1' }, get);
    expect(new URL(url).searchParams.get('versionId')).toBe('v1');
    expect((await signerWith().signGet(ref, get)).url).not.toContain('versionId');
  });

  it('calls credentials that cannot be had Unavailable', async () => {
    const client = new S3Client({
      region: 'us-east-1',
      credentials: () => Promise.reject(new Error('no credentials')),
    });
    await expect(createUrlSigner({ client }).signPut(ref, put)).rejects.toMatchObject({ type: 'Unavailable' });
  });
});

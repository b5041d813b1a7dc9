import fc from 'fast-check';

import { encodeEventKey, type GatewayRecord, toS3EventRecord } from '../../src/local/s3-event.js';

const about = { region: 'us-east-1', requestId: '00064E0000000001', order: 0x64e0000000001n };

/** What versitygw 1.8.0 posted for a put, and for a multipart upload. */
const put: GatewayRecord = {
  eventName: 's3:ObjectCreated:Put',
  eventTime: '2026-11-23T06:04:05Z',
  requestParameters: { sourceIPAddress: '127.0.0.1' },
  s3: {
    bucket: { name: 'upreel-source' },
    object: {
      key: 'uploads/a b+é&ü😀 (1)[x].mp4',
      size: 5,
      eTag: '"5d41402abc4b2a76b9719d911017c592"',
      versionId: null,
    },
  },
};
const multipart: GatewayRecord = {
  ...put,
  eventName: 's3:ObjectCreated:CompleteMultipartUpload',
  s3: {
    bucket: { name: 'upreel-source' },
    object: { key: 'uploads/m.mp4', size: 0, eTag: '"1819d1a8700e59901a48215b8577ac07-1"', versionId: '01M83G29' },
  },
};

describe('encodeEventKey', () => {
  it.each([
    ['data/src/real/x/plain-name_1.0*.mp4', 'data/src/real/x/plain-name_1.0*.mp4'],
    ['uploads/my video.mp4', 'uploads/my+video.mp4'],
    ['uploads/a+b.mp4', 'uploads/a%2Bb.mp4'],
    ['uploads/é.mp4', 'uploads/%C3%A9.mp4'],
    ['uploads/a&b=c?d#e.mp4', 'uploads/a%26b%3Dc%3Fd%23e.mp4'],
    ['uploads/😀.mp4', 'uploads/%F0%9F%98%80.mp4'],
    ['uploads/(1)[x]{y}.mp4', 'uploads/%281%29%5Bx%5D%7By%7D.mp4'],
    ["uploads/it's ~100%!.mp4", 'uploads/it%27s+%7E100%25%21.mp4'],
  ])('writes %s as %s', (key, encoded) => {
    expect(encodeEventKey(key)).toBe(encoded);
  });

  it('loses nothing, and leaves only characters that a form may hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        const encoded = encodeEventKey(key);
        expect(decodeURIComponent(encoded.replaceAll('+', ' '))).toBe(key);
        expect(encoded).toMatch(/^[\w.*%+/-]*$/);
      }),
    );
  });
});

describe('toS3EventRecord', () => {
  it('is the record that S3 sends', () => {
    const now = { sizeBytes: 5, eTag: '5d41402abc4b2a76b9719d911017c592', versionId: 'v1' };
    expect(toS3EventRecord(put, now, about)).toEqual({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventTime: '2026-11-23T06:04:05.000Z',
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: expect.any(String) as string },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': '00064E0000000001', 'x-amz-id-2': expect.any(String) as string },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: expect.any(String) as string,
        bucket: {
          name: 'upreel-source',
          ownerIdentity: { principalId: expect.any(String) as string },
          arn: 'arn:aws:s3:::upreel-source',
        },
        object: {
          key: 'uploads/a+b%2B%C3%A9%26%C3%BC%F0%9F%98%80+%281%29%5Bx%5D.mp4',
          size: 5,
          eTag: '5d41402abc4b2a76b9719d911017c592',
          versionId: 'v1',
          sequencer: '0000064E0000000001',
        },
      },
    });
  });

  it('tells the real size of a multipart upload', () => {
    const now = { sizeBytes: 62_914_560, eTag: '1819d1a8700e59901a48215b8577ac07-1', versionId: '01M83G29' };
    const { object } = toS3EventRecord(multipart, now, about).s3;
    expect(object).toMatchObject({ size: 62_914_560, versionId: '01M83G29' });
  });

  it('says nothing of a later object at the same key', () => {
    const later = { sizeBytes: 99, eTag: 'another', versionId: 'v2' };
    const { object } = toS3EventRecord(put, later, about).s3;
    expect(object).toMatchObject({ size: 5, eTag: '5d41402abc4b2a76b9719d911017c592' });
    expect(object).not.toHaveProperty('versionId');
  });

  it('stands when the object is gone', () => {
    expect(toS3EventRecord(put, null, about).s3.object).toMatchObject({ size: 5 });
  });
});

import fc from 'fast-check';
import { decodeEventKey, parseS3Event } from '../../src/triggers/s3-event.js';
import { encodeEventKey, s3Event } from './s3-events.js';

describe('decodeEventKey', () => {
  it.each([
    ['red+flower.jpg', 'red flower.jpg'],
    ['a%2Bb.mp4', 'a+b.mp4'],
    ['%C3%BC/100%25.mp4', 'ü/100%.mp4'],
  ])('reads %s', (coded, key) => {
    expect(decodeEventKey(coded)).toBe(key);
  });

  it('reads every key back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (key) => {
        expect(decodeEventKey(encodeEventKey(key))).toBe(key);
      }),
    );
  });
});

describe('parseS3Event', () => {
  it('reads all that a record says', () => {
    const object = { bucket: 'b', key: 'uploads/a b.mp4', versionId: 'v1', eTag: 'e', sizeBytes: 3 };
    expect(parseS3Event(s3Event({ ...object, eventName: 'ObjectCreated:Copy' }))).toEqual([
      { ...object, eventName: 'ObjectCreated:Copy', eventMs: Date.parse('2026-01-01T00:00:00Z') },
    ]);
  });

  it.each([null, {}, { Records: 'x' }, { Records: [{}] }, { Records: [{ s3: { bucket: {}, object: { key: 'a' } } }] }])(
    'refuses %j',
    (event) => {
      expect(() => parseS3Event(event)).toThrow('no S3 event');
    },
  );
});

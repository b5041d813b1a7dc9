import { createdObject } from '../../src/local/created-object.js';

const request = (method: string, key: string, query: Record<string, string> = {}, headers = {}) => ({
  method,
  params: { bucket: 'b', '*': key },
  query,
  headers,
});

it.each([
  ['a put', request('PUT', 'k'), 'ObjectCreated:Put'],
  ['a copy', request('PUT', 'k', {}, { 'x-amz-copy-source': 'b/o' }), 'ObjectCreated:Copy'],
  ['a finished multipart upload', request('POST', 'k', { uploadId: 'u' }), 'ObjectCreated:CompleteMultipartUpload'],
])('sees %s', (_, made, eventName) => {
  expect(createdObject(made, 200)).toEqual({ bucket: 'b', key: 'k', eventName });
});

it.each([
  ['a part', request('PUT', 'k', { uploadId: 'u', partNumber: '1' })],
  ['the start of a multipart upload', request('POST', 'k', { uploads: '' })],
  ['a read', request('GET', 'k')],
  ['a new bucket', request('PUT', '')],
  ['tags', request('PUT', 'k', { tagging: '' })],
])('sees no new object in %s', (_, other) => {
  expect(createdObject(other, 200)).toBeNull();
});

it('sees no new object in a put that failed', () => {
  expect(createdObject(request('PUT', 'k'), 404)).toBeNull();
});

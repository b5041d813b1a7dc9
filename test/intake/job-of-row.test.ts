import { jobOfRow } from '../../src/intake/job-of-row.js';
import { judgeUpload } from '../../src/intake/judge-upload.js';
import { parseUploadKey } from '../../src/intake/parse-upload-key.js';
import { sampleRow } from '../support/sample-row.js';

const row = sampleRow({ Options: { ...sampleRow().Options, scale: 2 } });
const found = {
  eTag: row.SourceETag,
  versionId: null,
  sizeBytes: row.ContentLength,
  contentType: row.ContentType,
  metadata: { 'upreel-scale': '2' },
};

describe('jobOfRow', () => {
  it('makes the job that the row was made from, with the memo that an event at its source makes', () => {
    const { job, memo } = jobOfRow(row, found);
    const ref = { bucket: row.SourceBucket, key: row.SourceKey };
    const location = parseUploadKey(row.SourceKey);
    if (location === null) throw new Error('the sample lies below data/src');
    const deployment = { processedBucket: 'processed', finalBucket: 'final', precision: 'fp32' as const };
    const fresh = judgeUpload({ ref, location, object: found, missing: false }, deployment);
    expect({ job, memo }).toEqual({ job: fresh.job, memo: fresh.memo });
  });

  it('keeps the version', () => {
    const versioned = jobOfRow({ ...row, SourceVersionId: 'v1' }, { ...found, versionId: 'v1' });
    expect(versioned).toMatchObject({ job: { source: { versionId: 'v1' } }, memo: { source: { versionId: 'v1' } } });
  });

  it.each([
    ['gone', row, null, 'SourceNotFound'],
    ['replaced', row, { ...found, eTag: 'other' }, 'SourceChanged'],
    ['still empty', { ...row, ContentLength: 0 }, { ...found, sizeBytes: 0 }, 'UnsupportedMedia'],
    ['still wrongly asked for', row, { ...found, metadata: { 'upreel-scale': '9' } }, 'InvalidInput'],
    ['still no video', { ...row, SourceKey: row.SourceKey.replace('.mp4', '.txt') }, found, 'UnsupportedMedia'],
  ])('refuses a source that is %s', (_, given, object, failureType) => {
    expect(jobOfRow(given, object).job.refusal).toMatchObject({ failureType });
  });
});

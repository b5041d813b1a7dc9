import { loadAwsConfig } from '../../src/config/aws-config.js';

const complete = {
  UPREEL_SOURCE_BUCKET: 'source',
  UPREEL_PROCESSED_BUCKET: 'processed',
  UPREEL_FINAL_BUCKET: 'final',
  UPREEL_TABLE: 'jobs',
  UPREEL_TOPIC_EXTRACTION: 'arn:e',
  UPREEL_TOPIC_PROCESSING: 'arn:p',
  UPREEL_TOPIC_RECOMPOSITION: 'arn:r',
  UPREEL_TOPIC_COMPLETION: 'arn:c',
};

describe('loadAwsConfig', () => {
  it('reads buckets, table and topics', () => {
    expect(loadAwsConfig({ ...complete, UPREEL_S3_PATH_STYLE: 'true' })).toEqual({
      s3PathStyle: true,
      buckets: { source: 'source', processed: 'processed', final: 'final' },
      table: 'jobs',
      topics: { extraction: 'arn:e', processing: 'arn:p', recomposition: 'arn:r', completion: 'arn:c' },
    });
    expect(loadAwsConfig(complete).s3PathStyle).toBe(false);
  });

  it('names everything that is missing or empty at once', () => {
    expect(() => loadAwsConfig({ ...complete, UPREEL_TABLE: '', UPREEL_TOPIC_COMPLETION: undefined })).toThrow(
      'The environment lacks UPREEL_TABLE, UPREEL_TOPIC_COMPLETION.',
    );
  });
});

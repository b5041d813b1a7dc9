import { describeJobTable } from '../adapters/dynamodb/describe-job-table.js';
import { describeObjectStore } from '../adapters/s3/describe-object-store.js';
import { describeNotifier } from '../adapters/sns/describe-notifier.js';
import { describeRedrive } from '../admin/describe-redrive.js';
import { describeQueueConsumer } from '../local/describe-queue-consumer.js';
import { dynamoDbLocal, type Independent, moto } from '../support/independent-servers.js';
import { startFauxqs, type TestMessaging } from '../support/start-fauxqs.js';
import { connectS3, type TestS3 } from '../support/start-versitygw.js';

jest.setTimeout(60_000);

/** Suites on a server, or the sentence why not. */
function on<T>({ start, missing }: Independent<T>, suites: (start: () => Promise<T>) => void): void {
  if (missing === null) suites(start);
  else it.skip(missing, () => undefined);
}

async function s3Of(start: () => Promise<TestMessaging>): Promise<TestS3> {
  const server = await start();
  return connectS3(server.endpoint, {
    credentials: { accessKeyId: 'test', secretAccessKey: 'testsecret' },
    damage: () => Promise.reject(new Error('What it keeps is in memory.')),
    stop: () => server.stop(),
  });
}

const IN_MEMORY = [
  'says that an object is damaged whose bytes are not those that were stored',
  'sends a checksum that the server verifies',
  'calls a server that does not answer, a refused key and a missing bucket Unavailable',
];
/** What each is known not to do as S3 does: docs/conformance.md. */
const DIFFERS = {
  moto: [
    ...IN_MEMORY,
    'brings a file of several parts there and back, counting its bytes',
    'copies by parts above the limit, with new content type and metadata',
  ],
  fauxqs: [
    ...IN_MEMORY,
    'leaves no partial file when a download is aborted',
    'reads and copies the named version though a newer one is there',
    'copies with new content type and metadata',
    'copies by parts above the limit, with new content type and metadata',
  ],
};

on(dynamoDbLocal(), (start) => {
  describeJobTable('DynamoDB Local', start);
});

on(moto(), (start) => {
  describeNotifier('moto', start);
  describeRedrive('moto', start);
  describeQueueConsumer('moto', start);
  describeObjectStore('moto', () => s3Of(start), DIFFERS.moto);
});

describeObjectStore('fauxqs', () => s3Of(startFauxqs), DIFFERS.fauxqs);

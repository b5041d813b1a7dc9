import { once } from 'node:events';

import dynalite from 'dynalite';

import type { AwsProcessSettings, AwsProcessReport } from './aws-protocol.js';
import { startMessaging } from './messaging.js';

/** Child process: SNS and SQS in memory, DynamoDB on disk, S3 in memory where there is no better. Ends with its parent. */
const settings = JSON.parse(process.argv[2] ?? '') as AwsProcessSettings;
const report = (message: AwsProcessReport) => process.send?.(message);

const table = dynalite({ path: settings.tablePath, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
table.listen(settings.dynamodbPort, '127.0.0.1');
const [messaging] = await Promise.all([
  startMessaging(settings, (created) => report({ created })),
  once(table, 'listening'),
]);

process.on('SIGTERM', () => {
  const tableClosed = new Promise((resolve) => table.close(resolve));
  void Promise.all([messaging.close(), tableClosed]).then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
report({ ready: true });

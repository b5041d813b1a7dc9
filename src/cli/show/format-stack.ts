import type { Stack } from '../../contracts/stack.js';
import { commandHint } from '../data-option.js';

/** Where everything is, for people. */
export function formatStack(stack: Stack, dataDirectory: string): string {
  const { temporal, aws, http, buckets, metrics } = stack;
  const rows = [
    ['Page', http],
    ['Jobs in Temporal', temporal.ui],
    ['HTTP API', http],
    ['Temporal', `${temporal.address} (namespace ${temporal.namespace})`],
    ['S3', `${aws.endpoints.s3} (buckets ${Object.values(buckets).join(', ')})`],
    ['SNS and SQS', aws.endpoints.sns],
    ['DynamoDB', `${aws.endpoints.dynamodb} (table ${stack.table})`],
    ...Object.entries(metrics).map(([role, url]) => [`Metrics of ${role}`, url] as const),
    ['Data directory', dataDirectory],
  ] as const;
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return [
    'Upreel runs on this machine:',
    ...lines,
    `Try: ${commandHint('upscale my-video.mp4', dataDirectory)}`,
    '',
  ].join('\n');
}

import { BUCKETS, NAMESPACE, QUEUES, queueUrl, REGION, TABLE, topicArns } from './aws-settings.js';
import type { LocalCredentials } from './credentials.js';
import type { Ports } from './ports.js';
import type { StackAddresses } from './worker-environment.js';

/** Where everything is, once it runs. `objectsInMemory`: the process that plays SNS and SQS serves S3 too. */
export function stackAddresses(ports: Ports, credentials: LocalCredentials, objectsInMemory: boolean): StackAddresses {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const messaging = at(ports.aws);
  return {
    temporal: { address: `127.0.0.1:${ports.temporal}`, namespace: NAMESPACE, ui: at(ports.temporalUi) },
    aws: {
      region: REGION,
      endpoints: {
        s3: objectsInMemory ? messaging : at(ports.s3),
        sns: messaging,
        sqs: messaging,
        dynamodb: at(ports.dynamodb),
      },
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
    },
    http: at(ports.http),
    metrics: Object.fromEntries(Object.entries(ports.metrics).map(([role, port]) => [role, `${at(port)}/metrics`])),
    buckets: BUCKETS,
    table: TABLE,
    topics: topicArns(),
    queues: { events: queueUrl(messaging, QUEUES.events), deadLetters: queueUrl(messaging, QUEUES.deadLetters) },
  };
}

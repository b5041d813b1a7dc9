import { join } from 'node:path';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { freePort } from '../../src/local/free-port.js';
import { answers, startProcess } from './start-process.js';

export interface TestMessaging {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** SNS and SQS in memory, in a process of its own: the package is ESM only, which Jest does not load. */
export async function startFauxqs(): Promise<TestMessaging> {
  const port = await freePort();
  const server = await startProcess({
    command: process.execPath,
    args: [join(import.meta.dirname, 'fauxqs-process.js'), String(port)],
    ready: () => answers(`http://127.0.0.1:${port}/health`, true),
  });
  return connectMessaging(`http://127.0.0.1:${port}`, server);
}

/** Clients of a server that plays both; they go with it. */
export function connectMessaging(endpoint: string, server: Pick<TestMessaging, 'stop'>): TestMessaging {
  const settings = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'testsecret' },
  };
  const sns = new SNSClient(settings);
  const sqs = new SQSClient({ ...settings, useQueueUrlAsEndpoint: false });
  return {
    sns,
    sqs,
    endpoint,
    async stop() {
      sns.destroy();
      sqs.destroy();
      await server.stop();
    },
  };
}

import { buildApp } from 'fauxqs';

import { TOPICS } from '../contracts/job-message.js';
import type { AwsProcessSettings, CreatedObject } from './aws-protocol.js';
import { QUEUES, queueArn, queueUrl, REGION, topicName } from './aws-settings.js';
import { createdObject } from './created-object.js';

type App = ReturnType<typeof buildApp>;

/** After this long a message that was not deleted comes back; longer than start-job takes. */
const VISIBILITY_SECONDS = 10;
/** This many times, then it is a dead letter. */
const MAX_RECEIVES = 5;
const DEAD_LETTER_SECONDS = 14 * 24 * 3_600;

const SQS_JSON = 'application/x-amz-json-1.0';

/** SNS and SQS with Upreel's topics and queues, made before anybody can connect. On loopback only. */
export async function startMessaging(
  settings: AwsProcessSettings,
  onCreated: (object: CreatedObject) => void,
): Promise<{ close(): Promise<void> }> {
  const origin = `http://127.0.0.1:${settings.port}`;
  const app = buildApp({ logger: false, defaultRegion: REGION });
  acceptQueueUrlsOf(app, origin);
  if (settings.objects) {
    app.addHook('onResponse', (request, reply, done) => {
      const created = createdObject(request, reply.statusCode);
      if (created !== null) onCreated(created);
      done();
    });
  }
  await createQueue(app, origin, QUEUES.deadLetters, { MessageRetentionPeriod: String(DEAD_LETTER_SECONDS) });
  await createQueue(app, origin, QUEUES.events, {
    VisibilityTimeout: String(VISIBILITY_SECONDS),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: queueArn(QUEUES.deadLetters),
      maxReceiveCount: MAX_RECEIVES,
    }),
  });
  for (const topic of TOPICS) await createTopic(app, topicName(topic));
  await app.listen({ port: settings.port, host: '127.0.0.1' });
  return { close: () => app.close() };
}

/**
 * The emulator names its queues by a host that not every system resolves, and knows them by that name alone; outside
 * they are all at `origin`.
 */
function acceptQueueUrlsOf(app: App, origin: string): void {
  const inside = `http://sqs.${REGION}.localhost:${new URL(origin).port}`;
  app.addHook('preHandler', (request, _reply, done) => {
    const body = request.body as { QueueUrl?: unknown } | null | undefined;
    if (request.headers['content-type'] === SQS_JSON && typeof body?.QueueUrl === 'string') {
      body.QueueUrl = body.QueueUrl.replace(/^https?:\/\/[^/]+/, inside);
    }
    done();
  });
  app.addHook('onSend', (request, _reply, payload, done) => {
    const answer = request.headers['content-type'] === SQS_JSON && typeof payload === 'string';
    done(null, answer ? payload.replaceAll(inside, origin) : payload);
  });
}

async function createQueue(app: App, origin: string, name: string, attributes: Record<string, string>): Promise<void> {
  const response = await app.inject({
    method: 'POST',
    url: '/',
    headers: { host: new URL(origin).host, 'content-type': SQS_JSON, 'x-amz-target': 'AmazonSQS.CreateQueue' },
    payload: JSON.stringify({ QueueName: name, Attributes: attributes }),
  });
  const made = response.statusCode === 200 ? response.json<{ QueueUrl: string }>().QueueUrl : response.body;
  if (made !== queueUrl(origin, name)) throw new Error(`The SQS emulator did not make the queue ${name}: ${made}`);
}

async function createTopic(app: App, name: string): Promise<void> {
  const response = await app.inject({
    method: 'POST',
    url: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ Action: 'CreateTopic', Name: name }).toString(),
  });
  if (response.statusCode !== 200) throw new Error(`The SNS emulator did not make the topic ${name}: ${response.body}`);
}

import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';

import { redrive } from '../../src/admin/redrive.js';
import type { TestMessaging } from '../support/start-fauxqs.js';

/** What redriving asks of any server that says it is SQS. */
export function describeRedrive(server: string, start: () => Promise<TestMessaging>): void {
  describe(`redrive on ${server}`, () => {
    let messaging: TestMessaging;
    let queues: { deadLetters: string; events: string };
    beforeAll(async () => {
      messaging = await start();
    });
    afterAll(() => messaging.stop());
    beforeEach(async () => {
      const create = async (name: string) => {
        const made = await messaging.sqs.send(new CreateQueueCommand({ QueueName: `${name}-${crypto.randomUUID()}` }));
        return made.QueueUrl ?? '';
      };
      queues = { deadLetters: await create('dead-letters'), events: await create('events') };
    });

    async function fill(count: number): Promise<string[]> {
      const bodies = Array.from({ length: count }, (_, index) => `{"event":${index}}`);
      for (const MessageBody of bodies) {
        await messaging.sqs.send(new SendMessageCommand({ QueueUrl: queues.deadLetters, MessageBody }));
      }
      return bodies;
    }

    async function drain(QueueUrl: string): Promise<string[]> {
      const bodies: string[] = [];
      for (;;) {
        const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 });
        const { Messages = [] } = await messaging.sqs.send(command);
        if (Messages.length === 0) return bodies.sort();
        bodies.push(...Messages.map(({ Body }) => Body ?? ''));
      }
    }

    it('puts every dead letter back as it was', async () => {
      const bodies = await fill(12);
      expect(await redrive({ sqs: messaging.sqs, ...queues, limit: 1000 })).toBe(12);
      expect(await drain(queues.events)).toEqual([...bodies].sort());
      expect(await drain(queues.deadLetters)).toEqual([]);
    });

    it('stops at the limit', async () => {
      await fill(13);
      expect(await redrive({ sqs: messaging.sqs, ...queues, limit: 11 })).toBe(11);
      expect(await drain(queues.events)).toHaveLength(11);
      expect(await drain(queues.deadLetters)).toHaveLength(2);
    });

    it('has nothing to do without dead letters', async () => {
      expect(await redrive({ sqs: messaging.sqs, ...queues, limit: 10 })).toBe(0);
    });
  });
}

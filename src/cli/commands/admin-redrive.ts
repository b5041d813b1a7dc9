import { SQSClient } from '@aws-sdk/client-sqs';
import type { Command } from 'commander';

import { redrive } from '../../admin/redrive.js';
import { loadQueueUrls } from '../../config/queue-config.js';
import { quietAwsSdk } from '../../config/quiet-aws-sdk.js';
import { createLocalAwsClients } from '../../local/aws-clients.js';
import { dataOption } from '../data-option.js';
import { wrongUsage } from '../exit-error.js';
import { requireStack } from '../require-stack.js';
import type { Terminal } from '../terminal.js';

interface Flags {
  readonly data: string;
  readonly limit: string;
}

export function registerAdminRedriveCommand(admin: Command, terminal: Terminal): void {
  admin
    .command('redrive')
    .description(
      'put events that could not be handled back into their queue: at the deployment that UPREEL_QUEUE_EVENTS and ' +
        'UPREEL_QUEUE_DEAD_LETTERS name, else at the stack of a data directory',
    )
    .option('--limit <number>', 'how many at most', '1000')
    .addOption(dataOption())
    .action(async ({ data, limit }: Flags) => {
      const most = Number(limit);
      if (!/^\d+$/.test(limit) || most < 1) throw wrongUsage(`--limit must be a whole number from 1, not "${limit}".`);
      quietAwsSdk();
      const moved = await redrive({ ...(await findQueues(data)), limit: most });
      terminal.out(`${sentenceFor(moved, most)}\n`);
    });
}

function sentenceFor(moved: number, limit: number): string {
  if (moved === 0) return 'There are no dead letters: nothing to put back.';
  const letters = moved === 1 ? 'One event is' : `${moved} events are`;
  return `${letters} back in the queue.${moved === limit ? ' There may be more: run it again.' : ''}`;
}

async function findQueues(dataDirectory: string): Promise<{ sqs: SQSClient; deadLetters: string; events: string }> {
  const deployed = loadQueueUrls();
  if (deployed !== null) return { sqs: new SQSClient(), ...deployed };
  const { aws, queues } = await requireStack(dataDirectory);
  return { sqs: createLocalAwsClients(aws).sqs, ...queues };
}

import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { Fleet } from '../../ports/fleet.js';
import { workerNameOf } from './worker-identity.js';

const { TASK_QUEUE_TYPE_ACTIVITY } = proto.temporal.api.enums.v1.TaskQueueType;

const ANSWER_WITHIN_MS = 10_000;

/** Who polls, as the server knows it: those that did in the last five minutes. */
export function createFleet({ client }: { readonly client: Client }): Fleet {
  return {
    async workersOn(name) {
      try {
        const { pollers } = await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
          client.workflowService.describeTaskQueue({
            namespace: client.options.namespace,
            taskQueue: { name },
            taskQueueType: TASK_QUEUE_TYPE_ACTIVITY,
          }),
        );
        return new Set(pollers.map(({ identity }) => workerNameOf(identity ?? '')));
      } catch (error) {
        throw new UpreelError(FailureType.Unavailable, 'Temporal could not say who works for it.', { cause: error });
      }
    },
  };
}

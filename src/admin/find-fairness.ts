import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';

import { TASK_QUEUES } from '../contracts/temporal-names.js';

const { TaskQueueType } = proto.temporal.api.enums.v1;

export interface Fairness {
  readonly state: 'on' | 'off' | 'unknown';
  /** For people. */
  readonly sentence: string;
}

/**
 * Says whether tenants take turns on the GPU queue. No call tells; but a queue with fairness has no single read position,
 * while one without reads on from where its last block of task numbers began.
 */
export async function findFairness(request: {
  readonly connection: Pick<Connection, 'workflowService'>;
  readonly namespace: string;
}): Promise<Fairness> {
  const { taskQueueStatus: status } = await request.connection.workflowService.describeTaskQueue({
    namespace: request.namespace,
    taskQueue: { name: TASK_QUEUES.gpu },
    taskQueueType: TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
    includeTaskQueueStatus: true,
  });
  const readLevel = Number(status?.readLevel ?? 0);
  if (readLevel > 0) {
    return {
      state: 'off',
      sentence:
        "Fairness is off: one tenant's long job holds up everybody else's. " +
        'Set matching.enableFairness=true on the Temporal server, or switch fairness on for the namespace.',
    };
  }
  if (Number(status?.taskIdBlock?.startId ?? 0) > 1) {
    return { state: 'on', sentence: 'Fairness is on: tenants take turns.' };
  }
  return {
    state: 'unknown',
    sentence: 'Whether fairness is on shows once the GPU queue has been used and loaded again.',
  };
}

import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';

import { TASK_QUEUES } from '../contracts/temporal-names.js';

const { TaskQueueType } = proto.temporal.api.enums.v1;

/**
 * Says whether jobs take turns on the GPU queue. No call tells; but a queue with fairness has no single read position,
 * while one without reads on from where its last block of task numbers began.
 */
export async function findFairness(request: {
  readonly connection: Connection;
  readonly namespace: string;
}): Promise<string> {
  const { taskQueueStatus: status } = await request.connection.workflowService.describeTaskQueue({
    namespace: request.namespace,
    taskQueue: { name: TASK_QUEUES.gpu },
    taskQueueType: TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
    includeTaskQueueStatus: true,
  });
  const readLevel = Number(status?.readLevel ?? 0);
  if (readLevel > 0) return 'Fairness is off: one long job holds up the others. Set matching.enableFairness=true.';
  if (Number(status?.taskIdBlock?.startId ?? 0) > 1) return 'Fairness is on.';
  return 'Whether fairness is on shows once the GPU queue has been used and loaded again.';
}

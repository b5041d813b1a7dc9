import { type Client, isGrpcServiceError } from '@temporalio/client';
import proto from '@temporalio/proto';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { TaskQueues, Waiting } from '../../ports/task-queues.js';

const { TASK_QUEUE_TYPE_ACTIVITY, TASK_QUEUE_TYPE_WORKFLOW } = proto.temporal.api.enums.v1.TaskQueueType;

const ANSWER_WITHIN_MS = 10_000;
const UNIMPLEMENTED = 12;

/**
 * Temporal's own statistics of a queue, and the slots in use as its workers tell the server once a minute. A server that
 * keeps no list of workers counts nothing in flight; then their protection from being scaled in is all that holds them.
 */
export function createTaskQueues({ client }: { readonly client: Client }): TaskQueues {
  const { workflowService: service } = client;
  const { namespace } = client.options;

  async function backlogOf(taskQueue: string, taskQueueType = TASK_QUEUE_TYPE_ACTIVITY): Promise<Waiting> {
    const { stats } = await service.describeTaskQueue({
      namespace,
      taskQueue: { name: taskQueue },
      taskQueueType,
      reportStats: true,
    });
    return {
      backlog: Number(stats?.approximateBacklogCount ?? 0),
      oldestTaskSeconds: Number(stats?.approximateBacklogAge?.seconds ?? 0),
    };
  }

  async function inFlightOf(taskQueue: string): Promise<number> {
    const query = `TaskQueue="${taskQueue}"`;
    let used = 0;
    let nextPageToken: Uint8Array = new Uint8Array();
    do {
      const page = await service.listWorkers({ namespace, query, nextPageToken });
      for (const slots of await Promise.all(page.workers.map(usedSlots))) used += slots;
      ({ nextPageToken } = page);
    } while (nextPageToken.length > 0);
    return used;
  }

  async function usedSlots({ workerInstanceKey }: { readonly workerInstanceKey?: string | null }): Promise<number> {
    const { workerInfo } = await service.describeWorker({ namespace, workerInstanceKey: workerInstanceKey ?? '' });
    return workerInfo?.workerHeartbeat?.activityTaskSlotsInfo?.currentUsedSlots ?? 0;
  }

  async function asked<T>(taskQueue: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, ask);
    } catch (error) {
      throw new UpreelError(FailureType.Unavailable, `Temporal could not say what waits in ${taskQueue}.`, {
        cause: error,
      });
    }
  }

  return {
    waitingIn: (taskQueue) =>
      asked(taskQueue, async () => {
        const types = [TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY];
        const waiting = await Promise.all(types.map((type) => backlogOf(taskQueue, type)));
        return {
          backlog: waiting.reduce((sum, { backlog }) => sum + backlog, 0),
          oldestTaskSeconds: Math.max(...waiting.map(({ oldestTaskSeconds }) => oldestTaskSeconds)),
        };
      }),

    loadOf: (taskQueue) =>
      asked(taskQueue, async () => {
        const [waiting, inFlight] = await Promise.all([
          backlogOf(taskQueue),
          inFlightOf(taskQueue).catch(noListOfWorkers),
        ]);
        return { ...waiting, inFlight };
      }),
  };
}

function noListOfWorkers(error: unknown): number {
  const code: number | null = isGrpcServiceError(error) ? error.code : null;
  if (code === UNIMPLEMENTED) return 0;
  throw error;
}

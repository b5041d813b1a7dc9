import { type Connection, ScheduleAlreadyRunning, ScheduleClient, ScheduleOverlapPolicy } from '@temporalio/client';

import { RECONCILE_JOBS, RECONCILE_SCHEDULE, TASK_QUEUES } from '../contracts/temporal-names.js';

/** Creates the schedule, or gives the one that is there this interval; one that somebody paused stays paused. */
export async function createReconcileSchedule(request: {
  readonly connection: Connection;
  readonly namespace: string;
  readonly reconcileSeconds: number;
}): Promise<string> {
  const { connection, namespace, reconcileSeconds } = request;
  const client = new ScheduleClient({ connection, namespace });
  const schedule = {
    spec: { intervals: [{ every: `${reconcileSeconds} seconds` as const }] },
    action: {
      type: 'startWorkflow' as const,
      workflowType: RECONCILE_JOBS,
      workflowId: 'reconcile',
      taskQueue: TASK_QUEUES.jobs,
    },
    // A round that was missed or that takes long is made up for by the next.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' as const },
  };
  try {
    await client.create({ scheduleId: RECONCILE_SCHEDULE, ...schedule });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.getHandle(RECONCILE_SCHEDULE).update(({ state }) => ({ ...schedule, state }));
  }
  return `Uploads, rows and workflows are compared every ${reconcileSeconds} seconds.`;
}

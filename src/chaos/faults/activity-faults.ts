import type { Client } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';

import { workflowIdOf } from '../../contracts/temporal-names.js';
import type { PlannedFault } from '../plan/planned-fault.js';
import { pick, type Random } from '../../domain/seeded-random.js';
import { NO_BATCHES, type Reach } from './batches-in-flight.js';
import type { Begun } from './fault-action.js';

export interface ActivityFaultDeps {
  readonly client: Client;
  /** Jobs that may be running. */
  readonly openJobs: () => readonly string[];
  readonly random: Random;
}

interface PendingActivity {
  readonly jobId: string;
  readonly id: string;
}

const FOUND_WITHIN_MS = 4_000;
const LOOK_EVERY_MS = 200;
const ANSWER_WITHIN_MS = 2_000;
/** NOT_FOUND of gRPC. */
const NOT_FOUND = 5;

const BATCH_ID = /^batch-(\d+)$/;

/** Pauses or resets a pending activity through Temporal's API, as an operator would. null: none was pending. */
export async function disturbActivity(deps: ActivityFaultDeps, fault: PlannedFault): Promise<Begun | null> {
  const { client } = deps;
  const { namespace } = client.options;
  const activity = await findActivity(deps);
  if (activity === null) return null;
  const { jobId, id } = activity;
  const request = { namespace, execution: { workflowId: workflowIdOf(jobId) }, id };
  const call = <T>(work: () => Promise<T>) => client.withDeadline(Date.now() + ANSWER_WITHIN_MS, work);
  const at = `${id} of job ${jobId}`;
  const reach = reachOf(activity);
  try {
    if (fault.kind === 'reset activity') {
      await call(() => client.workflowService.resetActivity(request));
      // The worker hears of it with its next heartbeat.
      return { at, reach, over: () => delay(ANSWER_WITHIN_MS) };
    }
    await call(() => client.workflowService.pauseActivity(request));
  } catch (error) {
    // It may have been paused all the same: what follows is harmless where it was not.
    if (fault.kind === 'reset activity' || isGone(error)) return null;
  }
  return {
    at,
    reach,
    over: async () => {
      await delay(fault.lastsMs);
      await untilDone(() => call(() => client.workflowService.unpauseActivity(request)));
    },
  };
}

async function findActivity(deps: ActivityFaultDeps): Promise<PendingActivity | null> {
  const deadline = Date.now() + FOUND_WITHIN_MS;
  while (Date.now() < deadline) {
    const lists = await Promise.all(deps.openJobs().map((jobId) => pendingOf(deps.client, jobId)));
    const pending = lists.flat();
    if (pending.length > 0) return pick(deps.random, pending);
    await delay(LOOK_EVERY_MS);
  }
  return null;
}

async function pendingOf(client: Client, jobId: string): Promise<PendingActivity[]> {
  try {
    const { raw } = await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      client.workflow.getHandle(workflowIdOf(jobId)).describe(),
    );
    return (raw.pendingActivities ?? []).flatMap(({ activityId }) => (activityId ? [{ jobId, id: activityId }] : []));
  } catch {
    // No workflow yet, or Temporal is away: another fault's doing.
    return [];
  }
}

function reachOf({ jobId, id }: PendingActivity): Reach {
  const firstFrame = BATCH_ID.exec(id)?.[1];
  if (firstFrame === undefined) return NO_BATCHES;
  return (batch) => batch.jobId === jobId && batch.firstFrame === Number(firstFrame);
}

/** What was paused is let go on, even if Temporal is away just then. */
async function untilDone(call: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await call();
      return;
    } catch (error) {
      if (isGone(error)) return;
      await delay(LOOK_EVERY_MS);
    }
  }
}

/** The activity, or its workflow, has ended by itself. */
function isGone(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === NOT_FOUND;
}

import type { ActivityOptions } from '@temporalio/workflow';
import { TASK_QUEUES } from '../contracts/temporal-names.js';

/**
 * Waiting in a queue is no failure: the sum of all waiting and trying is bounded by the job's deadline alone. Attempts
 * are not counted here, since a worker's shutdown uses one up; errors that repeat end by to-application-failure.
 */
const JOB_DEADLINE = '14 days';

const RETRY = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' } as const;

/**
 * A job is recorded as ended only after everything it started has ended and cleaned up. Stated, since the SDK goes on
 * at once when it is left out, whatever its documentation says.
 */
const CANCELLATION = { cancellationType: 'WAIT_CANCELLATION_COMPLETED' } as const;

/** One DynamoDB write and one SNS message; ten seconds is many times what the clients' own retries take. */
export const RECORD_OPTIONS: ActivityOptions = {
  taskQueue: TASK_QUEUES.jobs,
  startToCloseTimeout: '10 seconds',
  scheduleToCloseTimeout: JOB_DEADLINE,
  retry: RETRY,
  ...CANCELLATION,
};

/** Server-side copies, 5 GB a minute at worst; heartbeats between parts. */
export const VERIFY_OPTIONS: ActivityOptions = {
  taskQueue: TASK_QUEUES.jobs,
  startToCloseTimeout: '2 hours',
  scheduleToCloseTimeout: JOB_DEADLINE,
  heartbeatTimeout: '15 seconds',
  retry: RETRY,
  ...CANCELLATION,
};

/** A four-hour film at 20 frames a second of decoding; a dead worker is noticed by its heartbeat. */
export const MEDIA_OPTIONS: ActivityOptions = {
  taskQueue: TASK_QUEUES.media,
  startToCloseTimeout: '12 hours',
  scheduleToCloseTimeout: JOB_DEADLINE,
  heartbeatTimeout: '15 seconds',
  retry: RETRY,
  ...CANCELLATION,
};

/** 512 frames of 4K on a CPU at 30 s a frame; a dead worker is noticed by its heartbeat, sent every second. */
export const GPU_OPTIONS: ActivityOptions = {
  taskQueue: TASK_QUEUES.gpu,
  startToCloseTimeout: '6 hours',
  scheduleToCloseTimeout: JOB_DEADLINE,
  heartbeatTimeout: '15 seconds',
  retry: RETRY,
  ...CANCELLATION,
};

/** A page of some hundred jobs; one that hangs is no reason for the next rounds to wait. */
export const RECONCILE_OPTIONS: ActivityOptions = {
  taskQueue: TASK_QUEUES.jobs,
  startToCloseTimeout: '5 minutes',
  scheduleToCloseTimeout: '30 minutes',
  heartbeatTimeout: '30 seconds',
  retry: RETRY,
  ...CANCELLATION,
};

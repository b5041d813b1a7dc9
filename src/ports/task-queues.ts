import type { QueueLoad } from '../domain/desired-workers.js';

/** What waits in Temporal's task queues and what is being done. */
export interface TaskQueues {
  /** Tasks of workflows and activities that no worker has taken. @throws UpreelError `Unavailable` */
  waitingIn(taskQueue: string): Promise<Waiting>;
  /** Of activities; the age in seconds of the task that has waited longest. @throws UpreelError `Unavailable` */
  loadOf(taskQueue: string): Promise<QueueLoad & Waiting>;
}

export interface Waiting {
  readonly backlog: number;
  readonly oldestTaskSeconds: number;
}

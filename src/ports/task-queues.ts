import type { QueueLoad } from '../domain/desired-workers.js';

/** What waits in Temporal's task queues and what is being done. */
export interface TaskQueues {
  /** Of activities; the age in seconds of the task that has waited longest. @throws UpreelError `Unavailable` */
  loadOf(taskQueue: string): Promise<QueueLoad & { readonly oldestTaskSeconds: number }>;
}

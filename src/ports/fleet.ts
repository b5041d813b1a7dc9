/** The workers of this deployment. */
export interface Fleet {
  /** How many different workers ask this task queue for activities. @throws UpreelError `Unavailable` */
  workersOn(taskQueue: string): Promise<number>;
}

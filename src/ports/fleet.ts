/** The workers of this deployment. */
export interface Fleet {
  /** Names of the workers that ask this task queue for activities. @throws UpreelError `Unavailable` */
  workersOn(taskQueue: string): Promise<ReadonlySet<string>>;
}

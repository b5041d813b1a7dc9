/** The versions of jobs workers, as Temporal knows them. */
export interface WorkerVersions {
  /** No job that began on it runs any more, and none begins on it. @throws UpreelError `Unavailable` */
  isDrained(buildId: string): Promise<boolean>;
}

/** How many jobs there are of a kind, as Temporal counts them. */
export interface JobCounts {
  /** @throws UpreelError `Unavailable` */
  endedSince(moment: Date): Promise<{ readonly completed: number; readonly failed: number }>;
  /** Running, and begun before that. @throws UpreelError `Unavailable` */
  runningSinceBefore(moment: Date): Promise<number>;
}

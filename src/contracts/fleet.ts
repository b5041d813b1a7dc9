/** Activities that one worker runs at a time. */
export const WORKER_SLOTS = {
  /** While one batch's last frames are coded and stored, the next one's first are on the device. */
  gpu: 2,
  /** Each decodes or joins a whole film: the disk and the cores are shared by so many at most. */
  media: 4,
} as const;

/** Queues whose workers come and go with the work. */
export type ScaledQueue = keyof typeof WORKER_SLOTS;

/** Tag of a service of jobs workers: the build that they are of. */
export const BUILD_ID_TAG = 'upreel:build-id';

/** What scale-workers publishes each minute, by the dimension `TaskQueue`. */
export const FLEET_METRICS = {
  namespace: 'Upreel',
  dimension: 'TaskQueue',
  /** Workers to be added; to be taken away where it is below zero. */
  missing: 'WorkersMissing',
  backlog: 'Backlog',
  inFlight: 'InFlight',
  /** Seconds that the task waits that has waited longest. */
  oldestTask: 'OldestTaskAge',
} as const;

/** What watch-jobs publishes, without a dimension. */
export const JOB_METRICS = {
  namespace: 'Upreel',
  completed: 'JobsCompleted',
  failed: 'JobsFailed',
  /** Jobs that have not ended within a day. */
  stuck: 'JobsStuck',
} as const;

/** Activities that one worker runs at a time. */
export const WORKER_SLOTS = {
  /** While one batch's last frames are coded and stored, the next one's first are on the device. */
  gpu: 2,
  /** Each decodes or joins a whole film: the disk and the cores are shared by so many at most. */
  media: 4,
} as const;

/** Queues whose workers come and go with the work. */
export type ScaledQueue = keyof typeof WORKER_SLOTS;

/** How ECS acts on what scale-workers publishes once a minute. */
export const SCALING = {
  /** It orders the largest that is not more than what is missing: any number is reached in a few minutes, never passed. */
  steps: [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 500],
  cooldownSeconds: 180,
  /** So long after its last task a worker still is protected: the next one comes soon, or not. */
  lingerSeconds: 60,
} as const;

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

/** What workers write to their logs each minute, by the same dimension: sums of that minute. */
export const WORKER_METRICS = {
  namespace: FLEET_METRICS.namespace,
  dimension: FLEET_METRICS.dimension,
  frames: 'Frames',
  stageSeconds: 'StageSeconds',
  bytes: 'ObjectBytes',
  modelSeconds: 'ModelSeconds',
  attemptFailures: 'AttemptFailures',
} as const;

/** What watch-jobs publishes, without a dimension. */
export const JOB_METRICS = {
  namespace: 'Upreel',
  completed: 'JobsCompleted',
  failed: 'JobsFailed',
  /** Jobs that have not ended within a day. */
  stuck: 'JobsStuck',
} as const;

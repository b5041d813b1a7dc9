interface MetricDefinition {
  /** As a worker's endpoint shows it, without what Prometheus adds to a histogram's parts. */
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** A sentence for people, shown at the endpoint. */
  readonly help: string;
  /** Besides the namespace and task queue that Temporal's SDK adds to what activities record. */
  readonly labels: readonly string[];
}

/** What workers measure, beside Temporal's own metrics at the same endpoint. docs/operations.md explains each. */
export const METRICS = {
  frames: {
    name: 'upreel_frames_total',
    kind: 'counter',
    help: 'Frames that passed a stage, live',
    labels: ['activityType'],
  },
  stageSeconds: {
    name: 'upreel_stage_seconds',
    kind: 'histogram',
    help: 'How long attempts took that reached their end',
    labels: ['activityType'],
  },
  objectBytes: {
    name: 'upreel_object_bytes_total',
    kind: 'counter',
    help: 'Bytes read from S3 and written to it',
    labels: ['activityType', 'direction'],
  },
  inFlight: {
    name: 'upreel_activities_in_flight',
    kind: 'gauge',
    help: 'Attempts that run now; batches are those of upscaleBatch',
    labels: ['activityType'],
  },
  attemptFailures: {
    name: 'upreel_attempt_failures_total',
    kind: 'counter',
    help: 'Attempts that failed, by the type of the failure',
    labels: ['activityType', 'failureType'],
  },
  modelSeconds: {
    name: 'upreel_model_seconds',
    kind: 'histogram',
    help: 'How long a session of a model worked on a frame',
    labels: ['model', 'precision', 'device'],
  },
  jobsEnded: {
    name: 'upreel_jobs_ended_total',
    kind: 'counter',
    help: 'Jobs that came to their end, by how and why',
    labels: ['status', 'failureType'],
  },
  queueDepth: {
    name: 'upreel_queue_depth',
    kind: 'gauge',
    help: 'Tasks that wait in a queue for a worker',
    labels: ['taskQueue'],
  },
  queueOldestTask: {
    name: 'upreel_queue_oldest_task_seconds',
    kind: 'gauge',
    help: 'How long the task waits that has waited longest',
    labels: ['taskQueue'],
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

/** Upper bounds of the buckets, in seconds. A batch takes seconds on a GPU and up to hours on a processor. */
export const METRIC_BUCKETS: Readonly<Record<string, readonly number[]>> = {
  [METRICS.stageSeconds.name]: [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 14_400],
  [METRICS.modelSeconds.name]: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
};

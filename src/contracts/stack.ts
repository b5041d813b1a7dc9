import type { Topic } from './job-message.js';

/** `stack.json` in the data directory: where a running local stack is found. Written when everything answers. */
export interface Stack {
  readonly temporal: { readonly address: string; readonly namespace: string; readonly ui: string };
  readonly aws: {
    readonly region: string;
    readonly endpoints: { readonly s3: string; readonly sns: string; readonly sqs: string; readonly dynamodb: string };
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  /** Address of the HTTP front. */
  readonly http: string;
  readonly buckets: { readonly source: string; readonly processed: string; readonly final: string };
  readonly table: string;
  /** ARNs. */
  readonly topics: Readonly<Record<Topic, string>>;
  /** URLs. */
  readonly queues: { readonly events: string; readonly deadLetters: string };
  /** Where each worker's metrics are, by role, in the form of Prometheus. */
  readonly metrics: Readonly<Record<string, string>>;
  /** Process ids by role: supervisor, temporal, s3, aws, jobs-worker, media-worker, gpu-worker-1, … */
  readonly pids: Readonly<Record<string, number>>;
}

/** What is done, by the name it has in tables. */
export const FAULT_KINDS = [
  'kill worker',
  'stop worker',
  'terminate worker',
  'kill ffmpeg',
  'stop ffmpeg',
  'kill temporal',
  'stop temporal',
  'kill s3',
  'stop s3',
  'pause activity',
  'reset activity',
  's3 500',
  's3 503 SlowDown',
  's3 truncated body',
  's3 delay',
  's3 answer dropped',
  'dynamodb 500',
  'dynamodb throttled',
  'dynamodb answer dropped',
  'messaging 500',
  'messaging answer dropped',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface PlannedFault {
  readonly id: number;
  /** After the first job was submitted. */
  readonly atMs: number;
  readonly kind: FaultKind;
  /** Role of the process, where one is meant. */
  readonly target: string | null;
  /** 0: it is a moment. */
  readonly lastsMs: number;
  /** Of the requests that could be disturbed: 0 to 1. */
  readonly share: number;
}

/** Why a job can fail: the `FailureType` of its row and message, and the `type` of its Temporal failure. */
export const FailureType = {
  InvalidInput: 'InvalidInput',
  UnsupportedMedia: 'UnsupportedMedia',
  SourceTooLarge: 'SourceTooLarge',
  SourceNotFound: 'SourceNotFound',
  SourceChanged: 'SourceChanged',
  ModelUnavailable: 'ModelUnavailable',
  ModelOutputInvalid: 'ModelOutputInvalid',
  MediaToolFailed: 'MediaToolFailed',
  OutputMismatch: 'OutputMismatch',
  OutOfDisk: 'OutOfDisk',
  DeviceOutOfMemory: 'DeviceOutOfMemory',
  OverBudget: 'OverBudget',
  /** Infrastructure that did not answer within its bound. */
  Unavailable: 'Unavailable',
  Cancelled: 'Cancelled',
  Terminated: 'Terminated',
  TimedOut: 'TimedOut',
  /** A bug of Upreel. */
  Internal: 'Internal',
} as const;

export type FailureType = (typeof FailureType)[keyof typeof FailureType];

/** Trying again, perhaps on another machine, may help; every other type is a permanent fact about the job. */
const RETRYABLE: ReadonlySet<FailureType> = new Set([
  FailureType.MediaToolFailed,
  FailureType.OutOfDisk,
  FailureType.DeviceOutOfMemory,
  FailureType.Unavailable,
  FailureType.Internal,
]);

/**
 * The one error class of Upreel. The message is a sentence for the person who owns the video: what was wrong and,
 * where it can be said, what would be right. It becomes the row's FailureReason unchanged.
 */
export class UpreelError extends Error {
  override readonly name = 'UpreelError';
  readonly type: FailureType;

  constructor(type: FailureType, message: string, options?: ErrorOptions) {
    super(message, options);
    this.type = type;
  }

  get retryable(): boolean {
    return RETRYABLE.has(this.type);
  }
}

export function isFailureType(value: unknown): value is FailureType {
  return typeof value === 'string' && value in FailureType;
}

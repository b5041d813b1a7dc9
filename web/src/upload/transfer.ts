/** How a file's bytes are told about while they are on their way. */
export interface Transfer {
  readonly file: File;
  readonly signal: AbortSignal;
  /** Bytes of the file that are there or on their way. */
  readonly onSent: (bytes: number) => void;
  /** Why nothing moves; null as soon as it moves again. */
  readonly onInterrupted: (why: string | null) => void;
}

/** What the page knows of a video before it is sent: as much as `POST /estimate` takes. */
export interface VideoFacts {
  /** As shown, after any rotation. */
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number;
  /** Where the file's index tells. */
  readonly frames?: number;
  readonly sizeBytes: number;
}

/** What is done for a source at most. Beyond: `SourceTooLarge`, or the tool is ended. */
export interface MediaLimits {
  readonly maxStreams: number;
  /** A side of the coded picture. */
  readonly maxSide: number;
  readonly maxPixels: number;
  readonly maxDurationSeconds: number;
  /** Frames that the container claims, and frames that decoding may find. */
  readonly maxFrames: number;
  readonly maxFrameRate: number;
  /** How much of a file is read to find out what it is. */
  readonly probeBytes: number;
  readonly analyzeMicroseconds: number;
  /** Largest single allocation of ffmpeg. */
  readonly maxAllocationBytes: number;
  /** All the memory that one process reading a user's file may have. */
  readonly maxMemoryBytes: number;
  /** Processor time of one such process, over all its threads: finding out what the file is, and decoding it. */
  readonly maxProbeCpuSeconds: number;
  readonly maxDecodeCpuSeconds: number;
  readonly probeTimeoutMs: number;
  /** A run that shows no progress for so long is ended with `MediaToolFailed`. */
  readonly stallMs: number;
  /** From SIGTERM to SIGKILL. */
  readonly killGraceMs: number;
}

export const DEFAULT_MEDIA_LIMITS: MediaLimits = {
  maxStreams: 100,
  maxSide: 8_192,
  // 8K UHD; a frame enlarged four times has 1.6 GB of RGB.
  maxPixels: 7_680 * 4_320,
  maxDurationSeconds: 24 * 3_600,
  // A day at 60 frames a second.
  maxFrames: 24 * 3_600 * 60,
  maxFrameRate: 1_000,
  probeBytes: 50_000_000,
  analyzeMicroseconds: 10_000_000,
  maxAllocationBytes: 2_000_000_000,
  // 8K of 10 bits in HEVC with 16 decoding threads takes about 5 GB.
  maxMemoryBytes: 16 * 2 ** 30,
  maxProbeCpuSeconds: 20,
  // Four days of one core: twice what the longest source that is taken needs in Full HD.
  maxDecodeCpuSeconds: 345_600,
  probeTimeoutMs: 20_000,
  stallMs: 120_000,
  killGraceMs: 2_000,
};

const PROGRESS_LINE =
  /^(?:frame|fps|stream_\d+_\d+_q|bitrate|total_size|out_time(?:_ms|_us)?|dup_frames|drop_frames|speed|progress)=/;

/** What moves while a tool runs: any difference between two of these is progress. */
export interface ProgressValue {
  readonly key: 'frame' | 'total_size' | 'out_time_us';
  readonly value: number;
}

/** Whether a line is one of ffmpeg's `-progress` report rather than a message. */
export function isProgressLine(line: string): boolean {
  return PROGRESS_LINE.test(line);
}

/** The figure in a progress line; null in those that carry none of the three. */
export function parseProgress(line: string): ProgressValue | null {
  const match = /^(frame|total_size|out_time_us)=\s*(-?\d+)$/.exec(line.trim());
  return match === null ? null : { key: match[1] as ProgressValue['key'], value: Number(match[2]) };
}

import { FailureType, UpreelError } from '../../../contracts/failures.js';

/** What Upreel reads of `ffprobe -print_format json -show_streams -show_format -show_chapters`. */
export interface FfprobeStream {
  readonly index: number;
  readonly codec_name?: string;
  readonly codec_type?: string;
  readonly codec_tag_string?: string;
  readonly width?: number;
  readonly height?: number;
  readonly pix_fmt?: string;
  readonly channels?: number;
  readonly time_base?: string;
  readonly avg_frame_rate?: string;
  readonly r_frame_rate?: string;
  readonly sample_aspect_ratio?: string;
  readonly field_order?: string;
  readonly color_range?: string;
  readonly color_space?: string;
  readonly color_primaries?: string;
  readonly color_transfer?: string;
  readonly chroma_location?: string;
  readonly start_pts?: number;
  readonly duration_ts?: number;
  readonly duration?: string;
  readonly nb_frames?: string;
  readonly disposition?: Readonly<Record<string, number>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly side_data_list?: readonly Readonly<Record<string, unknown>>[];
}

export interface FfprobeChapter {
  readonly time_base?: string;
  readonly start?: number;
  readonly end?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface FfprobeOutput {
  readonly streams: readonly FfprobeStream[];
  readonly chapters: readonly FfprobeChapter[];
  readonly format: {
    readonly format_name?: string;
    readonly duration?: string;
    readonly start_time?: string;
    readonly tags?: Readonly<Record<string, string>>;
  };
}

/** Options that ask ffprobe for it, in JSON of whatever layout. */
export const SHOW_FACTS: readonly string[] = ['-v', 'error', '-show_streams', '-show_format', '-show_chapters'];

/** Reads ffprobe's JSON; null where it says nothing about a format, which is how it says that it found none. */
export function parseFfprobeOutput(json: string): FfprobeOutput | null {
  const { streams = [], chapters = [], format } = parseJson(json) as Partial<FfprobeOutput>;
  return format?.format_name === undefined ? null : { streams, chapters, format };
}

/** The frames of `-show_frames`. */
export function parseFfprobeFrames(json: string): readonly Pick<FfprobeStream, 'side_data_list'>[] {
  const { frames = [] } = parseJson(json) as { frames?: readonly Pick<FfprobeStream, 'side_data_list'>[] };
  return frames;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UpreelError(FailureType.MediaToolFailed, 'ffprobe answered with something that is no JSON.', {
      cause: error,
    });
  }
}

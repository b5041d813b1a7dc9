import type { PicturePlan } from '../../../contracts/checkpoints.js';
import type { VideoStreamFacts } from '../../../contracts/media.js';
import { formatRatio } from '../../../domain/rational.js';
import type { FrameWindow } from '../../../ports/media-tool.js';

/** Decoding and rotating are ours: ffmpeg turns nothing by itself, and keeps every time stamp as it is. */
export const EXTRACT_INPUT_OPTIONS: readonly string[] = ['-noautorotate', '-copyts'];

/** The muxer's own numbering: index of the segment, not of its first frame. */
export const SEGMENT_PATTERN = 'index-%08d.nut';

/** Fixed, because the number of threads shapes the bytes of a segment. */
const SEGMENT_THREADS = '4';

const TURN: Readonly<Record<PicturePlan['rotation'], readonly string[]>> = {
  0: [],
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
};

/**
 * The graph behind the one decoder: [segments] has frame numbers for time stamps, one second a frame, so that the
 * segment muxer cuts by counting; [times] keeps the source's own, and of each picture only a
 * strip, whose size shows when the picture's changes.
 */
export function extractGraph({ index }: VideoStreamFacts, picture: PicturePlan): string {
  const shared = [...(picture.deinterlace ? ['bwdif=mode=send_frame:parity=auto:deint=all'] : []), 'split=2[a][b]'];
  return [
    `[0:${index}]${shared.join(',')}`,
    `[a]${[...TURN[picture.rotation], 'settb=1/1', 'setpts=N'].join(',')}[segments]`,
    `[b]crop=w=iw:h=min(ih\\,16):x=0:y=0[times]`,
  ].join(';');
}

/** Lossless segments of exactly `batchFrames`; the finished ones are listed on stderr. */
export function segmentOutputOptions(graph: string, picture: PicturePlan, batchFrames: number): string[] {
  return [
    ...['-filter_complex', graph, '-map', '[segments]'],
    ...['-fps_mode', 'passthrough', '-enc_time_base', '1:1'],
    ...segmentCodecOptions(picture, batchFrames),
    ...['-pix_fmt', picture.segmentPixelFormat, '-fflags', '+bitexact', '-flags:v', '+bitexact'],
    ...['-f', 'segment', '-segment_format', 'nut', '-segment_format_options', 'fflags=+bitexact'],
    ...['-segment_time', '0.5', '-segment_list', 'pipe:2', '-segment_list_type', 'csv'],
  ];
}

/** One line a frame: its time in ticks of the source's picture stream. */
export function timesOutputOptions({ timeBase }: VideoStreamFacts): string[] {
  return [
    ...['-map', '[times]', '-noautoscale', '-fps_mode', 'passthrough', '-enc_time_base', formatRatio(timeBase)],
    ...['-c:v', 'rawvideo', '-f', 'framecrc'],
  ];
}

/** Input options that begin to decode at the window; frames before it are decoded where they must be, and dropped. */
export function windowInputOptions(window: FrameWindow | undefined): string[] {
  return window === undefined ? [] : ['-ss', window.startSeconds.toFixed(6)];
}

/** Output options that end it. */
export function windowOutputOptions(window: FrameWindow | undefined): string[] {
  return window === undefined ? [] : ['-frames:v', String(window.frames)];
}

function segmentCodecOptions({ segmentCodec }: PicturePlan, batchFrames: number): string[] {
  const cut = ['-g', String(batchFrames), '-threads', SEGMENT_THREADS];
  return segmentCodec === 'ffv1'
    ? ['-c:v', 'ffv1', '-level', '3', '-slices', '4', '-slicecrc', '1', ...cut]
    : [
        ...['-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast', '-bf', '0', '-sc_threshold', '0'],
        ...['-keyint_min', String(batchFrames), ...cut],
      ];
}

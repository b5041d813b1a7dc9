import type { PicturePlan, Timing } from '../contracts/checkpoints.js';
import type { Codec, JobOptions } from '../contracts/job-options.js';
import type { SourceFacts } from '../contracts/media.js';
import { hardwareEncoderArguments } from './hardware-encoder.js';
import { resultCoding } from './result-coding.js';

interface EncoderRequest {
  readonly options: JobOptions;
  readonly picture: PicturePlan;
  readonly timing: Timing;
  readonly facts: SourceFacts;
  readonly batchFrames: number;
}

/** ffmpeg's options for transfers that it reports by another name. */
const TRANSFER_OPTIONS: Readonly<Record<string, string>> = { bt470m: 'gamma22', bt470bg: 'gamma28' };

/** Longest over shortest frame up to which a batch's first decode time still comes after the last batch's last. */
const MAX_UNEVENNESS_WITH_B_FRAMES = 1.5;
const B_FRAMES = 2;

/**
 * Output options of every batch, the same on every worker: equal input gives equal bytes whatever the machine. Closed
 * groups of pictures, so that batches can be joined; threads fixed, because their number changes the result.
 */
export function encoderArguments({ options, picture, timing, facts, batchFrames }: EncoderRequest): string[] {
  const { codec, crf } = resultCoding(options, picture);
  const { encoder } = options;
  const { outputPixelFormat: pixelFormat } = picture;
  const bFrames = bFramesFor(timing);
  return [
    ...(encoder === 'software'
      ? [...CODEC_ARGUMENTS[codec]({ crf, facts, batchFrames, bFrames }), '-pix_fmt', pixelFormat]
      : hardwareEncoderArguments(encoder, { crf, batchFrames, bFrames, pixelFormat })),
    ...['-colorspace', picture.matrix],
    ...['-color_range', picture.range],
    ...['-color_primaries', picture.primaries],
    ...['-color_trc', TRANSFER_OPTIONS[picture.transfer] ?? picture.transfer],
    ...['-chroma_sample_location', picture.chromaLocation ?? 'left'],
  ];
}

interface CodecRequest extends Pick<EncoderRequest, 'facts' | 'batchFrames'> {
  readonly crf: number;
  readonly bFrames: number;
}

const CODEC_ARGUMENTS: Readonly<Record<Codec, (request: CodecRequest) => string[]>> = {
  h264: h264Arguments,
  hevc: hevcArguments,
  av1: av1Arguments,
};

/** `veryfast` costs 8 ms of CPU a frame of 704×576 and gives the smallest files below `slow`. */
function h264Arguments({ crf, batchFrames, bFrames }: CodecRequest): string[] {
  const parameters = ['cpu-independent=1', 'open-gop=0', 'scenecut=0', `bframes=${bFrames}`];
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(crf), '-threads', '2'],
    ...['-g', String(batchFrames), '-bf', String(bFrames), '-x264-params', parameters.join(':')],
  ];
}

function hevcArguments({ crf, facts, batchFrames, bFrames }: CodecRequest): string[] {
  const { masteringDisplay, contentLight } = facts.video;
  const parameters = [
    ...['log-level=warning', 'pools=2', 'frame-threads=1', 'open-gop=0', 'scenecut=0', `bframes=${bFrames}`],
    ...['repeat-headers=1', `keyint=${batchFrames}`, `min-keyint=${batchFrames}`],
    ...(masteringDisplay === null && contentLight === null ? [] : ['hdr10=1']),
    ...(masteringDisplay === null ? [] : [`master-display=${masteringDisplay}`]),
    ...(contentLight === null ? [] : [`max-cll=${contentLight}`]),
  ];
  return [
    ...['-c:v', 'libx265', '-preset', 'superfast', '-crf', String(crf)],
    ...['-g', String(batchFrames), '-bf', String(bFrames), '-x265-params', parameters.join(':')],
  ];
}

function av1Arguments({ crf, batchFrames }: CodecRequest): string[] {
  return [
    ...['-c:v', 'libsvtav1', '-preset', '10', '-crf', String(crf)],
    ...['-g', String(batchFrames), '-svtav1-params', 'lp=2:scd=0'],
  ];
}

/** With B-frames each batch is decoded ahead of its first frame: safe only where frames last about equally long. */
export function bFramesFor({ steps }: Timing): number {
  const durations = steps.map(([ticks]) => ticks);
  const longest = durations.reduce((a, b) => Math.max(a, b), 0);
  const shortest = durations.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return longest <= shortest * MAX_UNEVENNESS_WITH_B_FRAMES ? B_FRAMES : 0;
}

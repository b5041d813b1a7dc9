import { open } from 'node:fs/promises';
import { FailureType, UpreelError } from '../../../contracts/failures.js';
import { hasFreeClock } from '../../../domain/clock-origin.js';
import type { MediaLimits } from '../media-limits.js';
import { isOutOfMemory, takesTooMuch } from '../running/process-bounds.js';
import { isAttachedPicture } from './choose-picture-stream.js';
import { claimedSeconds } from './claimed-seconds.js';
import type { FfprobeOutput, FfprobeStream } from './ffprobe-output.js';

const NO_VIDEO = 'Upload a video file such as MP4, MOV, Matroska, WebM or AVI.';

/** Says what a file is that ffprobe found no allowed format in. */
export async function refuseUnreadable(path: string, messages: readonly string[]): Promise<UpreelError> {
  const said = messages.join('\n');
  const cause = new Error(said);
  const refuse = (sentence: string): UpreelError => new UpreelError(FailureType.UnsupportedMedia, sentence, { cause });
  const head = await readHead(path);
  if (head.length === 0) return refuse(`The file is empty. ${NO_VIDEO}`);
  const refused = /\[(\w+)[^\]]*\] Format not on whitelist/.exec(said)?.[1];
  if (refused !== undefined) return refuse(`The file is ${describeDemuxer(refused)}, not a video. ${NO_VIDEO}`);
  const claims = refuseClaims(said);
  if (claims !== null) return claims;
  if (said.includes('moov atom not found') && head.subarray(4, 8).toString('latin1') === 'ftyp') {
    return refuse('The video breaks off: its index (the "moov" atom) is missing, so no frame can be read.');
  }
  if (isText(head)) return refuse(`The file is text, not a video. ${NO_VIDEO}`);
  return refuse(`The file is no video that can be read: it is damaged, or of another kind. ${NO_VIDEO}`);
}

/** What ffmpeg itself would not take, whether the rest of the file could be read or not. */
function refuseClaims(said: string): UpreelError | null {
  const claimed = /Picture size (\d+x\d+) |Number of streams exceeds/.exec(said);
  // Said of those two as well.
  if (claimed === null) return isOutOfMemory(said) ? takesTooMuch('the memory that is given to it', said) : null;
  const what = claimed[1] === undefined ? 'too many streams' : `a picture of ${claimed[1]} pixels`;
  return new UpreelError(FailureType.SourceTooLarge, `The file claims ${what}, which is more than is taken.`, {
    cause: new Error(said),
  });
}

/** Says why a file without a usable picture is refused; returns what a player would call it. */
export function refuseWithoutPicture({ streams, format }: FfprobeOutput, messages: readonly string[]): UpreelError {
  const claims = refuseClaims(messages.join('\n'));
  if (claims !== null) return claims;
  const types = new Set(streams.map(({ codec_type: type }) => type));
  const what =
    streams.length === 0
      ? `nothing that can be played (format ${format.format_name ?? 'unknown'})`
      : types.has('video')
        ? streams.some((stream) => stream.codec_type === 'video' && !isAttachedPicture(stream))
          ? 'a video whose size cannot be told'
          : 'a cover picture and no video'
        : types.has('audio')
          ? 'sound and no video'
          : 'no video';
  return new UpreelError(FailureType.UnsupportedMedia, `The file has ${what}. ${NO_VIDEO}`);
}

/** @throws UpreelError `SourceTooLarge` or `UnsupportedMedia` for what the container claims beyond the limits */
export function checkLimits(output: FfprobeOutput, picture: FfprobeStream, limits: MediaLimits): void {
  const { streams, format } = output;
  const tooLarge = (sentence: string): UpreelError => new UpreelError(FailureType.SourceTooLarge, sentence);
  const { width = 0, height = 0 } = picture;
  if (streams.length > limits.maxStreams) {
    throw tooLarge(`The file has ${streams.length} streams; at most ${limits.maxStreams} are taken.`);
  }
  if (Math.max(width, height) > limits.maxSide || width * height > limits.maxPixels) {
    throw tooLarge(
      `The picture has ${width}×${height} pixels; at most ${limits.maxPixels} pixels and ${limits.maxSide} on a side are taken.`,
    );
  }
  const duration = Math.max(claimedSeconds(output, picture) ?? 0, Number(picture.duration ?? 0));
  if (duration > limits.maxDurationSeconds) {
    // A clock of 33 bits that was set back looks as if it had wrapped.
    const jumps = hasFreeClock({ format: format.format_name ?? '' })
      ? ' Where its clock jumps because it is several recordings in one file, upload them one by one.'
      : '';
    throw tooLarge(
      `The file claims to last ${Math.round(duration)} seconds; at most ${limits.maxDurationSeconds} are taken.${jumps}`,
    );
  }
  if (Number(picture.nb_frames ?? 0) > limits.maxFrames) {
    throw tooLarge(`The file claims ${picture.nb_frames ?? 0} frames; at most ${limits.maxFrames} are taken.`);
  }
  const [num = 0, den = 1] = (picture.avg_frame_rate ?? '0/1').split('/').map(Number);
  if (den > 0 && num / den > limits.maxFrameRate) {
    throw tooLarge(
      `The file claims ${Math.round(num / den)} frames a second; at most ${limits.maxFrameRate} are taken.`,
    );
  }
  if (picture.pix_fmt === undefined) {
    throw new UpreelError(
      FailureType.UnsupportedMedia,
      `The video's pictures (${picture.codec_name ?? 'codec unknown'}) cannot be decoded.`,
    );
  }
}

function describeDemuxer(name: string): string {
  if (['hls', 'applehttp', 'dash', 'concat', 'sdp'].includes(name)) return `a playlist (${name})`;
  if (/_pipe$|^image2|^ico$|^apng$|^webp/.test(name)) return `a picture (${name.replace('_pipe', '')})`;
  if (['mp3', 'wav', 'flac', 'aac', 'ac3', 'aiff', 'w64', 'caf', 'amr'].includes(name)) return `sound (${name})`;
  if (['srt', 'ass', 'webvtt', 'tty', 'subviewer', 'microdvd'].includes(name)) return `text (${name})`;
  return `in the format "${name}"`;
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function isText(head: Buffer): boolean {
  return head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

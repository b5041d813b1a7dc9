import type { FfprobeStream } from './ffprobe-output.js';

/** Streams that a demuxer calls video and that are none: a still cover, a time code, thumbnails. */
const NO_PICTURE_DISPOSITIONS = ['attached_pic', 'timed_thumbnails', 'still_image'] as const;

export function isAttachedPicture({ disposition }: FfprobeStream): boolean {
  return NO_PICTURE_DISPOSITIONS.some((name) => disposition?.[name] === 1);
}

/** The stream that a player shows: the first real video marked as default, else the first real video. */
export function choosePictureStream(streams: readonly FfprobeStream[]): FfprobeStream | undefined {
  const real = streams.filter(
    (stream) => stream.codec_type === 'video' && !isAttachedPicture(stream) && (stream.width ?? 0) > 0,
  );
  return real.find(({ disposition }) => disposition?.default === 1) ?? real[0];
}

import type { MediaLimits } from '../media-limits.js';

/** Demuxers of the file names that start a job, and the ones whose formats those names are mistaken for. */
const DEMUXERS = [
  ...['mov', 'mp4', 'm4a', '3gp', '3g2', 'mj2', 'matroska', 'webm', 'avi', 'mpegts', 'mpeg', 'mpegvideo'],
  ...['m4v', 'ogg', 'mxf', 'asf', 'flv', 'gif', 'yuv4mpegpipe'],
] as const;

/**
 * Input options for a user's file, before its `-i`. Nothing but this file is read, whatever it refers to: playlists and
 * scripts have demuxers that are not on the list, and no other protocol opens.
 */
export function sourceInputOptions(limits: MediaLimits): string[] {
  return [
    ...['-protocol_whitelist', 'file,pipe'],
    ...['-format_whitelist', DEMUXERS.join(',')],
    ...['-max_streams', String(limits.maxStreams)],
    ...['-probesize', String(limits.probeBytes)],
    ...['-analyzeduration', String(limits.analyzeMicroseconds)],
    ...['-max_pixels', String(limits.maxPixels)],
  ];
}

/** Options that come before everything else of an ffmpeg that reads a user's file. */
export function boundedRunOptions(limits: MediaLimits): string[] {
  return ['-max_alloc', String(limits.maxAllocationBytes)];
}

/** Input options for files that Upreel itself made. */
export const OWN_FILE_OPTIONS: readonly string[] = ['-protocol_whitelist', 'file,pipe'];

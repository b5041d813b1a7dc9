import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';

import { VIDEO_EXTENSIONS } from '../../contracts/object-keys.js';
import { hasVideoExtension } from '../../domain/video-file-name.js';
import { wrongUsage } from '../exit-error.js';
import { formatBytes } from '../show/format-bytes.js';

/** A video on this machine, as far as one can judge without looking inside. */
export interface VideoFile {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly contentType: string;
}

/** The largest object that S3 keeps. */
const LARGEST_UPLOAD_BYTES = 5 * 2 ** 40;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  m4v: 'video/x-m4v',
  mov: 'video/quicktime',
  mkv: 'video/x-matroska',
  webm: 'video/webm',
  avi: 'video/x-msvideo',
  ts: 'video/mp2t',
  m2ts: 'video/mp2t',
  mts: 'video/mp2t',
  mpg: 'video/mpeg',
  mpeg: 'video/mpeg',
  '3gp': 'video/3gpp',
  ogv: 'video/ogg',
  wmv: 'video/x-ms-wmv',
  flv: 'video/x-flv',
  gif: 'image/gif',
};

/** @throws ExitError (wrong usage) for what no job could be made of */
export async function inspectVideoFile(path: string): Promise<VideoFile> {
  const name = basename(path);
  const extension = extname(name).slice(1).toLowerCase();
  const facts = await stat(path).catch(() => null);
  if (facts === null) throw wrongUsage(`There is no file ${path}.`);
  if (!facts.isFile()) throw wrongUsage(`${path} is not a file.`);
  if (!hasVideoExtension(name)) {
    throw wrongUsage(`${path} has no video's name: it must end in one of ${VIDEO_EXTENSIONS.join(', ')}.`);
  }
  if (facts.size === 0) throw wrongUsage(`${path} is empty.`);
  if (facts.size > LARGEST_UPLOAD_BYTES) {
    throw wrongUsage(
      `${path} has ${formatBytes(facts.size)}; S3 keeps at most ${formatBytes(LARGEST_UPLOAD_BYTES)} (5 TiB). Cut the video into parts.`,
    );
  }
  const readable = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!readable) throw wrongUsage(`${path} may not be read by this user.`);
  return { path, name, sizeBytes: facts.size, contentType: CONTENT_TYPES[extension] ?? 'application/octet-stream' };
}

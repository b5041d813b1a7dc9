import { basename, extname, join } from 'node:path';

import sharp from 'sharp';

import { DEFAULT_MODEL, type VideoType } from '../../contracts/models.js';
import type { Terminal } from '../terminal.js';
import { composePicture } from './compose-picture.js';
import type { DemoFolders } from './demo-folders.js';
import { findDetailedCrop } from './find-detailed-crop.js';
import { probePicture } from './probe-picture.js';
import { upscaleForDemo } from './upscale-for-demo.js';
import { writeStill } from './write-still.js';

/** Largest part of the picture that is shown enlarged. */
const CROP = { width: 450, height: 360 };
const ZOOM = 2;

/** The user's own video, enlarged, beside the bicubic enlargement: there is no original to measure against. */
export async function runOwnVideoDemo(
  video: string,
  videoType: VideoType,
  { ffmpeg, ffprobe, work, output }: DemoFolders,
  terminal: Terminal,
): Promise<void> {
  const enlarged = join(output, `${basename(video, extname(video))}-4x.mp4`);
  const job = await upscaleForDemo({ video, videoType, output: enlarged }, terminal);

  const { size, color } = await probePicture(ffprobe, enlarged);
  const frame = Math.floor(job.frames.total / 2);
  const panels = [
    { label: 'Bicubic', source: video, png: join(work, 'bicubic.png') },
    { label: `Upreel (${DEFAULT_MODEL[videoType]})`, source: enlarged, png: join(work, 'upreel.png') },
  ];
  for (const { source, png } of panels) await writeStill({ ffmpeg, source, frame, size, color, output: png });
  const grey = await sharp(join(work, 'upreel.png')).greyscale().raw().toBuffer();
  const crop = findDetailedCrop({ ...size, samples: grey }, CROP);
  const picture = join(output, 'before-after.png');
  await composePicture({ panels, frame: size, crop, zoom: ZOOM, output: picture });
  terminal.out(
    [
      `${job.frames.total} frames → ${size.width}×${size.height}, ${job.seconds.total.toFixed(1)} s`,
      '',
      `Before and after: ${picture} (frame ${frame})`,
      `The video:        ${enlarged}`,
      `The job:          ${job.seeAlso}`,
      '',
    ].join('\n'),
  );
}

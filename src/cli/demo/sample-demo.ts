import { join } from 'node:path';

import { fetchSampleClip } from '../../local/sample-clip.js';
import type { Terminal } from '../terminal.js';
import { composePicture } from './compose-picture.js';
import type { DemoFolders } from './demo-folders.js';
import { formatComparison, HOW_TO_READ, type Measured } from './format-comparison.js';
import { type Comparison, type Contender, measureDetail, measureLikeness } from './measure.js';
import { resize } from './picture-filters.js';
import { shrinkClip } from './shrink-clip.js';
import { upscaleForDemo } from './upscale-for-demo.js';
import { writeStill } from './write-still.js';

const FRAMES = 50;
const FRAMES_PER_SECOND = 25;
const SMALL = { width: 320, height: 180 };
const LARGE = { width: 1280, height: 720 };
/** Untagged, and HD: so it is seen as everybody sees it. */
const COLOR = { matrix: 'bt709', range: 'tv' } as const;
/** Stones and blades of grass: edges and thin structures, which a blur loses first. */
const SHOWN = { frame: 20, crop: { left: 60, top: 400, width: 300, height: 240 }, zoom: 2 };

/**
 * A clip is shrunk to a quarter, enlarged again by the whole pipeline, and set against its original.
 * @throws UpreelError `Unavailable` when the clip cannot be had
 */
export async function runSampleDemo(folders: DemoFolders, terminal: Terminal): Promise<void> {
  const { ffmpeg, work, output } = folders;
  const original = await fetchSampleClip();
  const small = join(work, 'big-buck-bunny.mp4');
  terminal.err(`Big Buck Bunny, ${FRAMES} frames of 720p, shrunk to ${SMALL.width}×${SMALL.height}:\n`);
  await shrinkClip({
    ffmpeg,
    source: original,
    frames: FRAMES,
    framesPerSecond: FRAMES_PER_SECOND,
    size: SMALL,
    color: COLOR,
    output: small,
  });
  const enlarged = join(output, 'big-buck-bunny-4x.mp4');
  const job = await upscaleForDemo({ video: small, videoType: 'anime', output: enlarged }, terminal);

  const measured = await compare(
    { original, small, enlarged },
    { ffmpeg, frames: FRAMES, size: LARGE, directory: work },
  );
  const picture = await showSideBySide({ original, small, enlarged }, folders);
  terminal.out(
    [
      `${FRAMES} frames, ${SMALL.width}×${SMALL.height} → ${LARGE.width}×${LARGE.height}, ${job.seconds.total.toFixed(1)} s`,
      '',
      formatComparison(measured),
      HOW_TO_READ,
      `Before and after: ${picture}`,
      `The video:        ${enlarged}`,
      `The job:          ${job.seeAlso}`,
      '',
    ].join('\n'),
  );
}

interface Clips {
  readonly original: string;
  readonly small: string;
  readonly enlarged: string;
}

async function compare({ original, small, enlarged }: Clips, comparison: Comparison): Promise<Measured[]> {
  const truth: Contender = { path: original, filter: '' };
  const truthDetail = await measureDetail(truth, comparison);
  const rows: Measured[] = [];
  for (const [name, contender] of [
    ['bicubic ×4', { path: small, filter: resize(LARGE, 'bicubic', COLOR) }],
    ['Upreel ×4', { path: enlarged, filter: '' }],
  ] as const) {
    rows.push({
      name,
      likeness: await measureLikeness(contender, truth, comparison),
      detail: (await measureDetail(contender, comparison)) / truthDetail,
    });
  }
  return [...rows, { name: 'original', likeness: null, detail: 1 }];
}

async function showSideBySide(
  { original, small, enlarged }: Clips,
  { ffmpeg, work, output }: DemoFolders,
): Promise<string> {
  const panels = [
    { label: 'Bicubic', source: small, png: join(work, 'bicubic.png') },
    { label: 'Upreel (realesr-animevideov3)', source: enlarged, png: join(work, 'upreel.png') },
    { label: 'Original, 720p', source: original, png: join(work, 'original.png') },
  ];
  for (const { source, png } of panels) {
    await writeStill({ ffmpeg, source, frame: SHOWN.frame, size: LARGE, color: COLOR, output: png });
  }
  const picture = join(output, 'before-after.png');
  await composePicture({ panels, frame: LARGE, crop: SHOWN.crop, zoom: SHOWN.zoom, output: picture });
  return picture;
}

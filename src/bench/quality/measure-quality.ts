import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runCommand } from '../../adapters/fetch/run-command.js';
import { parseLikeness } from '../../cli/demo/parse-likeness.js';
import { UpreelError } from '../../contracts/failures.js';
import type { Precision } from '../../contracts/job-options.js';
import type { Frame, Upscaler, UpscalerProvider } from '../../ports/upscaler.js';
import type { PerceptualScore } from './perceptual-score.js';
import type { QualityClip } from './quality-clips.js';
import { cutFrames, readFrames, resample } from './quality-frames.js';

interface QualityModel {
  readonly id: string;
  readonly scale: number;
}

export interface QualityRow {
  readonly clip: string;
  readonly scale: number;
  readonly method: string;
  /** Means over the frames, PSNR and SSIM of the brightness; absent where the method was refused. */
  readonly figures?: { readonly psnrDb: number; readonly ssim: number; readonly ssimulacra2: number };
  /** CPU time of the frame that took the least; absent for what is no model. */
  readonly cpuSeconds?: number;
  readonly refusal?: string;
  /** The first frame, for the sheet. */
  readonly picture?: Frame;
}

interface Bench {
  readonly ffmpeg: string;
  readonly provider: UpscalerProvider;
  readonly models: readonly QualityModel[];
  readonly precisions: readonly Precision[];
  readonly score: PerceptualScore;
  readonly say: (line: string) => void;
}

const MAX_RUNS = 12;
const ENOUGH_SECONDS = 5;

/** Shrinks the clip by `scale`, enlarges it again by every model and by resampling, and compares with what it was. */
export async function measureClip(clip: QualityClip, scale: number, bench: Bench): Promise<QualityRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'upreel-quality-'));
  try {
    const { ffmpeg } = bench;
    const original = await cutFrames(ffmpeg, clip, directory);
    const small = { path: join(directory, 'small.rgb'), width: clip.width / scale, height: clip.height / scale };
    await resample(ffmpeg, original, small, 'bicubic');
    const sources = await readFrames(small);
    const originals = await readFrames(original);
    const [picture] = originals;
    const rows: QualityRow[] = [{ clip: clip.name, scale, method: 'original', ...(picture && { picture }) }];
    const add = async (method: string, enlarged: readonly Frame[], cpuSeconds?: number): Promise<void> => {
      const path = join(directory, 'enlarged.rgb');
      await writeFile(path, Buffer.concat(enlarged.map(({ data }) => data)));
      const scores = await Promise.all(originals.map((frame, index) => bench.score(frame, at(enlarged, index))));
      const ssimulacra2 = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      const figures = { ...(await likeness(ffmpeg, path, original)), ssimulacra2 };
      const [first] = enlarged;
      rows.push({
        clip: clip.name,
        scale,
        method,
        figures,
        ...(cpuSeconds !== undefined && { cpuSeconds }),
        ...(first && { picture: first }),
      });
      bench.say(
        `${clip.name} ×${scale} ${method}: ${figures.psnrDb.toFixed(2)} dB, SSIM ${figures.ssim.toFixed(4)}, SSIMULACRA 2 ${ssimulacra2.toFixed(1)}`,
      );
    };
    for (const method of ['bicubic', 'lanczos'] as const) {
      const to = { ...original, path: join(directory, `${method}.rgb`) };
      await add(method, await readFrames(await resample(ffmpeg, small, to, method)));
    }
    for (const { id } of bench.models.filter((model) => model.scale === scale)) {
      for (const precision of bench.precisions) {
        const method = precision === 'fp32' ? id : `${id}, ${precision}`;
        try {
          const upscaler = await bench.provider.load({ model: id, precision, bitDepth: 8 });
          const { frames, cpuSeconds } = await enlarge(upscaler, sources);
          await add(method, frames, cpuSeconds);
        } catch (error) {
          if (!(error instanceof UpreelError)) throw error;
          rows.push({ clip: clip.name, scale, method, refusal: error.message });
          bench.say(`${method}: ${error.message}`);
        }
      }
    }
    return rows;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function at(frames: readonly Frame[], index: number): Frame {
  const frame = frames[index];
  if (frame === undefined) throw new Error(`There is no enlarged frame ${index}.`);
  return frame;
}

/** Each frame once, and so often again that the time says something. CPU time: the machine may have other work. */
async function enlarge(
  upscaler: Upscaler,
  sources: readonly Frame[],
): Promise<{ frames: Frame[]; cpuSeconds: number }> {
  const lane = upscaler.openLane();
  const copy = (frame: Frame): Frame => ({ ...frame, data: new Uint8Array(frame.data) });
  try {
    // Not the first one, whose tiles would then be known.
    const warmUp = sources.at(-1);
    if (warmUp !== undefined) await lane.upscale(copy(warmUp));
    const frames: Frame[] = [];
    let fewestSeconds = Infinity;
    let spentSeconds = 0;
    for (let run = 0; run < sources.length || (run < MAX_RUNS && spentSeconds < ENOUGH_SECONDS); run++) {
      const source = sources[run % sources.length];
      if (source === undefined) break;
      const before = process.cpuUsage();
      const enlarged = await lane.upscale(copy(source));
      const { user, system } = process.cpuUsage(before);
      const seconds = (user + system) / 1e6;
      fewestSeconds = Math.min(fewestSeconds, seconds);
      spentSeconds += seconds;
      if (run < sources.length) frames.push(enlarged);
    }
    return { frames, cpuSeconds: fewestSeconds };
  } finally {
    lane.close();
  }
}

async function likeness(
  ffmpeg: string,
  path: string,
  original: { readonly path: string; readonly width: number; readonly height: number },
): Promise<{ psnrDb: number; ssim: number }> {
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${original.width}x${original.height}`];
  const grey = (input: number, out: string) => `[${input}:v]format=gray,split${out}`;
  const graph = [grey(0, '[a][b]'), grey(1, '[c][d]'), '[a][c]psnr[p]', '[b][d]ssim[s]'].join(';');
  const { stderr } = await runCommand(ffmpeg, [
    ...['-hide_banner', '-nostdin', ...raw, '-i', path, ...raw, '-i', original.path, '-lavfi', graph],
    ...['-map', '[p]', '-f', 'null', '-', '-map', '[s]', '-f', 'null', '-'],
  ]);
  return parseLikeness(stderr);
}

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import type { Frame } from '../../../ports/upscaler.js';
import { calibrationFrame } from '../calibration/calibration-frames.js';
import type { ModelGraph } from '../graph/model-graph.js';
import { copyRectangle } from '../session/copy-rectangle.js';
import { mirrorEdges } from '../session/mirror-edges.js';
import type { TileRule } from '../tile-rule.js';
import { canonicalNet } from './canonical-net.js';
import { type GraphEnds, describeEnds } from './describe-ends.js';
import { NetOnTrial, resemblance, scaleOf } from './try-net.js';

export interface ExaminedNet {
  /** Float N×3×H×W in 0…1. */
  readonly net: ModelGraph;
  readonly scale: number;
  readonly tiles: TileRule;
  /** What its graph says, in words. */
  readonly description: string;
}

const USUAL = { width: 64, height: 48 };
/** No multiple of any window. */
const ODD = { width: 45, height: 35 };
/** For nets that take only multiples of some window. */
const TILE = { width: 64, height: 64 };
const TILE_HALO_PX = 8;

/** Halos that are tried, the smallest first; each is a multiple of the factors that nets shrink pictures by. */
const HALOS_PX = [8, 16, 24, 32, 40, 64];
/** Of 255: a seam nobody sees. */
const SEAM = 1;

/**
 * Finds out what a graph does by running it on pictures.
 * @param knownTiles when the exporter has fixed them
 * @throws UpreelError `ModelUnavailable` or `ModelOutputInvalid` when it does not enlarge pictures
 */
export async function examineNet(graph: ModelGraph, knownTiles?: TileRule): Promise<ExaminedNet> {
  const ends = describeEnds(graph);
  const picture = pictureOf(ends.size ?? USUAL);
  const found: string[] = [];
  for (const peak of ends.inputType === 'uint8' ? ([1] as const) : ([1, 255] as const)) {
    const net = canonicalNet(graph, ends, peak);
    const trial = await NetOnTrial.load(net);
    try {
      const enlarged = await trial.enlarge(picture);
      const scale = scaleOf(picture, enlarged);
      const { likenessDb, enough } = resemblance(picture, enlarged, scale);
      if (enough) {
        const tiles = knownTiles ?? (await tilesOf(trial, ends, scale));
        return { net, scale, tiles, description: describe(ends, peak) };
      }
      found.push(`${likenessDb.toFixed(1)} dB with values up to ${peak}`);
    } finally {
      await trial.release();
    }
  }
  throw new UpreelError(
    FailureType.ModelOutputInvalid,
    `The model turns a test picture into another picture: shrunk back it resembles the source by ${found.join(', by ')}.`,
  );
}

async function tilesOf(trial: NetOnTrial, { size }: GraphEnds, scale: number): Promise<TileRule> {
  if (size !== undefined) {
    const haloPx = Math.min(TILE_HALO_PX, Math.floor(Math.min(size.width, size.height) / 8));
    return { haloPx, fixed: size };
  }
  const odd = pictureOf(ODD);
  const takesAnySize = await trial.enlarge(odd).then(
    (enlarged) => enlarged.width === ODD.width * scale && enlarged.height === ODD.height * scale,
    () => false,
  );
  return takesAnySize ? { haloPx: await findHalo(trial, scale) } : { haloPx: TILE_HALO_PX, fixed: TILE };
}

/** The smallest halo at which the left part of a picture comes out as it does in the whole; else the largest tried. */
async function findHalo(trial: NetOnTrial, scale: number): Promise<number> {
  const height = 24;
  const core = 32;
  const largest = HALOS_PX.at(-1) ?? 0;
  const whole = pictureOf({ width: core + 2 * largest, height });
  const expected = crop(await trial.enlarge(whole), core * scale);
  for (const halo of HALOS_PX.slice(0, -1)) {
    const part = crop(await trial.enlarge(crop(whole, core + halo)), core * scale);
    const seam = part.data.reduce((most, value, at) => Math.max(most, Math.abs(value - (expected.data[at] ?? 0))), 0);
    if (seam <= SEAM) return halo;
  }
  return largest;
}

/** Natural-looking, of any size: a calibration picture and its mirror images. */
function pictureOf({ width, height }: { readonly width: number; readonly height: number }): Frame {
  const picture = calibrationFrame(0);
  const large = mirrorEdges(picture, Math.max(width, picture.width), Math.max(height, picture.height), 3);
  return crop({ ...large, height, data: large.data.subarray(0, large.width * height * 3) }, width);
}

/** The left part. */
function crop({ width, height, data }: Frame, kept: number): Frame {
  const cropped = new Uint8Array(kept * height * 3);
  copyRectangle(
    { data, rowBytes: width * 3, left: 0, top: 0 },
    { data: cropped, rowBytes: kept * 3, left: 0, top: 0 },
    { width: kept, height },
    3,
  );
  return { width: kept, height, data: cropped };
}

function describe({ layout, inputType, size }: GraphEnds, peak: number): string {
  const sizes = size === undefined ? 'any size' : `${size.width}×${size.height} only`;
  return `${layout}, ${inputType}${inputType === 'uint8' ? '' : `, values 0 to ${peak}`}, ${sizes}`;
}

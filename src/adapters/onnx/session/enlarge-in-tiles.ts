import { type Tile, planFixedTiles, planTiles } from '../../../domain/plan-tiles.js';
import type { Frame } from '../../../ports/upscaler.js';
import type { TileRule } from '../tile-rule.js';
import { copyRectangle } from './copy-rectangle.js';
import { mirrorEdges } from './mirror-edges.js';
import type { TileMemory } from './tile-memory.js';

export interface Enlarger {
  readonly scale: number;
  readonly pixelBytes: number;
  readonly tiles: TileRule;
  readonly maxTilePixels: number;
  /** Of the tiles of earlier frames; absent: every tile is computed. */
  readonly memory?: TileMemory;
  /** Enlarges one tile, or so many whole frames that lie one behind the other in `data`. */
  readonly run: (tile: Frame, frames?: number) => Promise<Uint8Array<ArrayBuffer>>;
}

/** The samples of the enlarged frame, made in one piece or tile by tile as the net's rule says. */
export async function enlargeInTiles(frame: Frame, enlarger: Enlarger): Promise<Uint8Array<ArrayBuffer>> {
  const { tiles: rule, maxTilePixels, pixelBytes, run } = enlarger;
  const halo = rule.haloPx;
  if (rule.fixed !== undefined) {
    const width = Math.max(frame.width, rule.fixed.width);
    const height = Math.max(frame.height, rule.fixed.height);
    const large =
      width === frame.width && height === frame.height ? frame : mirrorEdges(frame, width, height, pixelBytes);
    return runTiles(planFixedTiles({ width, height, halo, tile: rule.fixed }), large, frame, enlarger);
  }
  const { width, height } = frame;
  const tiles = planTiles({ width, height, halo, maxTilePixels });
  return tiles.length === 1 ? run(frame) : runTiles(tiles, frame, frame, enlarger);
}

/** @param kept the size of the source whose enlargement is wanted; what lies beyond it is dropped */
async function runTiles(
  tiles: readonly Tile[],
  frame: Frame,
  kept: Pick<Frame, 'width' | 'height'>,
  { scale, pixelBytes, memory, run }: Enlarger,
): Promise<Uint8Array<ArrayBuffer>> {
  const enlarged = new Uint8Array(kept.width * kept.height * pixelBytes * scale * scale);
  for (const { source, core } of tiles) {
    const width = Math.min(core.width, kept.width - core.left);
    const height = Math.min(core.height, kept.height - core.top);
    if (width <= 0 || height <= 0) continue;
    const part = new Uint8Array(source.width * source.height * pixelBytes);
    const partBytes = source.width * pixelBytes;
    const whole = { data: frame.data, rowBytes: frame.width * pixelBytes, left: source.left, top: source.top };
    copyRectangle(whole, { data: part, rowBytes: partBytes, left: 0, top: 0 }, source, pixelBytes);
    const tile = { width: source.width, height: source.height, data: part };
    const place = [frame.width, frame.height, source.left, source.top, source.width, source.height].join();
    const result = await (memory === undefined ? run(tile) : memory.recall(place, tile, () => run(tile)));
    copyRectangle(
      {
        data: result,
        rowBytes: partBytes * scale,
        left: (core.left - source.left) * scale,
        top: (core.top - source.top) * scale,
      },
      {
        data: enlarged,
        rowBytes: kept.width * pixelBytes * scale,
        left: core.left * scale,
        top: core.top * scale,
      },
      { width: width * scale, height: height * scale },
      pixelBytes,
    );
  }
  return enlarged;
}

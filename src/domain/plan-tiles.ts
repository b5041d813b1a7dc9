export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Tile {
  /** What the model is given. The same width and height in every tile of a frame. */
  readonly source: Rectangle;
  /** The part of `source` whose result counts. The cores of a frame's tiles cover it without overlap. */
  readonly core: Rectangle;
}

export interface TileInput {
  readonly width: number;
  readonly height: number;
  /** Pixels around a core that its result depends on: the model's receptive field. */
  readonly halo: number;
  readonly maxTilePixels: number;
}

export interface FixedTileInput {
  /** At least the tile's. */
  readonly width: number;
  readonly height: number;
  readonly halo: number;
  readonly tile: { readonly width: number; readonly height: number };
}

/**
 * As planTiles, for a model that takes pictures of one size only.
 * @throws RangeError when the frame is smaller than a tile, or a tile no larger than its halos
 */
export function planFixedTiles({ width, height, halo, tile }: FixedTileInput): Tile[] {
  const columns = fewestParts(width, halo, tile.width);
  const rows = fewestParts(height, halo, tile.height);
  if (columns === undefined || rows === undefined || width < tile.width || height < tile.height)
    throw new RangeError(
      `tiles of ${tile.width}×${tile.height} with a halo of ${halo} don't fit into ${width}×${height}`,
    );
  return tilesOf(cut(width, columns, halo, tile.width), cut(height, rows, halo, tile.height));
}

/**
 * Cuts a frame into tiles of one shape with the least repeated work. A tile at a border is flush with it, so the
 * model's own edge handling falls where it would in the whole frame; every other edge of a core is at least `halo`
 * away from its tile's edge. A frame of at most `maxTilePixels` is one tile.
 * @throws RangeError when no tile of `maxTilePixels` can hold the halo and a pixel
 */
export function planTiles(input: TileInput): Tile[] {
  const { columns, rows } = cheapestGrid(input);
  const across = cut(input.width, columns, input.halo, partLength(input.width, columns, input.halo));
  const down = cut(input.height, rows, input.halo, partLength(input.height, rows, input.halo));
  return tilesOf(across, down);
}

interface Part {
  readonly start: number;
  readonly length: number;
  readonly coreStart: number;
  readonly coreEnd: number;
}

function tilesOf(across: readonly Part[], down: readonly Part[]): Tile[] {
  return down.flatMap((vertical) =>
    across.map((horizontal) => ({
      source: {
        left: horizontal.start,
        top: vertical.start,
        width: horizontal.length,
        height: vertical.length,
      },
      core: {
        left: horizontal.coreStart,
        top: vertical.coreStart,
        width: horizontal.coreEnd - horizontal.coreStart,
        height: vertical.coreEnd - vertical.coreStart,
      },
    })),
  );
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
}

function cheapestGrid({ width, height, halo, maxTilePixels }: TileInput): Grid {
  let best: (Grid & { readonly pixels: number }) | undefined;
  for (let columns = 1; columns <= mostParts(width, halo); columns++) {
    const tileWidth = partLength(width, columns, halo);
    const rows = fewestParts(height, halo, Math.floor(maxTilePixels / tileWidth));
    if (rows === undefined) continue;
    const pixels = columns * tileWidth * rows * partLength(height, rows, halo);
    if (best === undefined || pixels < best.pixels) best = { columns, rows, pixels };
  }
  if (best === undefined)
    throw new RangeError(
      `a tile of ${maxTilePixels} pixels can't hold a halo of ${halo}: allow at least ${(2 * halo + 1) ** 2}`,
    );
  return best;
}

/** Parts of which each has at least a pixel that no other part answers for. */
function mostParts(length: number, halo: number): number {
  return Math.max(1, length - 2 * halo);
}

/** With halos to both sides, n parts of this length reach over the whole. */
function partLength(length: number, parts: number, halo: number): number {
  return parts === 1 ? length : Math.ceil((length - 2 * halo) / parts) + 2 * halo;
}

function fewestParts(length: number, halo: number, maxPartLength: number): number | undefined {
  if (length <= maxPartLength) return 1;
  const coreLength = maxPartLength - 2 * halo;
  return coreLength < 1 ? undefined : Math.ceil((length - 2 * halo) / coreLength);
}

/** Parts at even distances, the first and the last flush with the ends; neighbours share their overlap evenly. */
function cut(length: number, parts: number, halo: number, partSize: number): Part[] {
  const starts = Array.from({ length: parts }, (_, index) =>
    parts === 1 ? 0 : Math.round((index * (length - partSize)) / (parts - 1)),
  );
  const boundaries = starts.map((start, index) => {
    const previous = starts[index - 1];
    return previous === undefined ? 0 : Math.floor((previous + partSize + start) / 2);
  });
  return starts.map((start, index) => ({
    start,
    length: partSize,
    coreStart: boundaries[index] ?? 0,
    coreEnd: boundaries[index + 1] ?? length,
  }));
}

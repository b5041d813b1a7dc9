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

/**
 * Cuts a frame into tiles of one shape with the least repeated work. A tile at a border is flush with it, so the
 * model's own edge handling falls where it would in the whole frame; every other edge of a core is at least `halo`
 * away from its tile's edge. A frame of at most `maxTilePixels` is one tile.
 * @throws RangeError when no tile of `maxTilePixels` can hold the halo and a pixel
 */
export function planTiles(input: TileInput): Tile[] {
  const { columns, rows } = cheapestGrid(input);
  const across = cut(input.width, columns, input.halo);
  const down = cut(input.height, rows, input.halo);
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
function cut(length: number, parts: number, halo: number) {
  const partSize = partLength(length, parts, halo);
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

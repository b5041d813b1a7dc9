import type { Frame } from '../../../ports/upscaler.js';

interface Remembered {
  readonly source: Uint8Array;
  readonly result: Uint8Array<ArrayBuffer>;
}

/** Of source and results together: a frame of 1080p enlarged by 4 fits, one of 2160p doesn't. */
const LIMIT_BYTES = 2 ** 27;

/**
 * What the tiles of the last frame came out as. A tile with the very samples of the one in its place comes out the same,
 * to the bit: same graph, same shape. It pays where little moves (docs/benchmarks.md); comparing costs next to nothing.
 */
export class TileMemory {
  readonly #tiles = new Map<string, Remembered>();
  #bytes = 0;
  #recalled = 0;

  /** How many tiles were not computed so far. */
  get recalled(): number {
    return this.#recalled;
  }

  /** @param place names the tile among those of frames of its size */
  async recall(
    place: string,
    tile: Frame,
    run: () => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const known = this.#tiles.get(place);
    if (known !== undefined && Buffer.compare(known.source, tile.data) === 0) {
      this.#recalled += 1;
      return known.result;
    }
    this.#forget(place);
    const result = await run();
    const bytes = tile.data.byteLength + result.byteLength;
    if (this.#bytes + bytes <= LIMIT_BYTES) {
      this.#tiles.set(place, { source: tile.data, result });
      this.#bytes += bytes;
    }
    return result;
  }

  /** Before frames of another size. */
  clear(): void {
    this.#tiles.clear();
    this.#bytes = 0;
  }

  #forget(place: string): void {
    const known = this.#tiles.get(place);
    if (known === undefined) return;
    this.#tiles.delete(place);
    this.#bytes -= known.source.byteLength + known.result.byteLength;
  }
}

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import type { Frame } from '../../../ports/upscaler.js';
import { enlargeInTiles, type Enlarger } from './enlarge-in-tiles.js';
import { isOutOfMemory } from './session-failure.js';

export interface EnlargedWithinMemory {
  readonly data: Uint8Array<ArrayBuffer>;
  /** The bound of the tiles that the device had room for; absent where the asked one was no trouble. */
  readonly reducedTilePixels?: number;
}

/**
 * As enlargeInTiles, with half the tile whenever the device has too little memory for one.
 * @throws UpreelError `DeviceOutOfMemory` when the smallest tiles are too large, or the net takes tiles of one size only
 */
export async function enlargeWithinMemory(frame: Frame, enlarger: Enlarger): Promise<EnlargedWithinMemory> {
  const { fixed } = enlarger.tiles;
  const asked = Math.min(enlarger.maxTilePixels, frame.width * frame.height);
  for (let bound = asked; ; bound = Math.floor(bound / 2)) {
    try {
      const data = await enlargeInTiles(frame, { ...enlarger, maxTilePixels: bound });
      return { data, ...(bound < asked && { reducedTilePixels: bound }) };
    } catch (error) {
      if (error instanceof RangeError) throw noRoom(error);
      if (fixed !== undefined || !isOutOfMemory(error)) throw error;
    }
  }
}

function noRoom(cause: unknown): UpreelError {
  return new UpreelError(
    FailureType.DeviceOutOfMemory,
    'The device has too little memory for this model, even for the smallest part of a frame.',
    { cause },
  );
}

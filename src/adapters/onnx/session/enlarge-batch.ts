import type { Frame } from '../../../ports/upscaler.js';
import type { Enlarger } from './enlarge-in-tiles.js';
import { enlargeWithinMemory } from './enlarge-within-memory.js';
import { isOutOfMemory } from './session-failure.js';

export interface EnlargedFrame {
  readonly data: Uint8Array<ArrayBuffer>;
  /** The bound of its tiles, where the device had no room for those asked for. */
  readonly reducedTilePixels?: number;
}

export interface EnlargedBatch {
  readonly frames: readonly EnlargedFrame[];
  /** Source pixels that the device had room for at once; absent where what was asked was no trouble. */
  readonly roomPixels?: number;
}

/**
 * Frames of one size in one run; half of them at a time, and then half a frame, where the device has too little memory.
 * @throws UpreelError `DeviceOutOfMemory`: enlargeWithinMemory
 */
export async function enlargeBatch(frames: readonly Frame[], enlarger: Enlarger): Promise<EnlargedBatch> {
  const [first] = frames;
  if (first === undefined) return { frames: [] };
  if (frames.length === 1) {
    const frame = await enlargeWithinMemory(first, enlarger);
    const { reducedTilePixels } = frame;
    return { frames: [frame], ...(reducedTilePixels !== undefined && { roomPixels: reducedTilePixels }) };
  }
  try {
    return { frames: split(await enlarger.run(stack(frames, first), frames.length), frames.length) };
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
  }
  const half = Math.ceil(frames.length / 2);
  const parts = [await enlargeBatch(frames.slice(0, half), enlarger), await enlargeBatch(frames.slice(half), enlarger)];
  const rooms = parts.map(({ roomPixels = half * first.width * first.height }) => roomPixels);
  return { frames: parts.flatMap((part) => part.frames), roomPixels: Math.min(...rooms) };
}

function stack(frames: readonly Frame[], { width, height, data }: Frame): Frame {
  const stacked = new Uint8Array(data.byteLength * frames.length);
  for (const [index, frame] of frames.entries()) stacked.set(frame.data, index * data.byteLength);
  return { width, height, data: stacked };
}

/** Each with a buffer of its own: they are given away one by one. */
function split(enlarged: Uint8Array<ArrayBuffer>, count: number): EnlargedFrame[] {
  const bytes = enlarged.byteLength / count;
  return Array.from({ length: count }, (_, index) => ({ data: enlarged.slice(index * bytes, (index + 1) * bytes) }));
}

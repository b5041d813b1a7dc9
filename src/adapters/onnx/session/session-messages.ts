import type { Device } from '../../../contracts/devices.js';
import type { FailureType } from '../../../contracts/failures.js';
import type { Frame, UpscaledFrame } from '../../../ports/upscaler.js';
import type { BitDepth } from '../graph/add-integer-ends.js';
import type { TileRule } from '../tile-rule.js';

/** All a session thread has to know about a graph. */
export interface SessionModel {
  /** Names it within the thread: the graph's sha256. */
  readonly key: string;
  readonly graph: Uint8Array;
  readonly bitDepth: BitDepth;
  readonly scale: number;
  readonly tiles: TileRule;
  /** Source pixels a run: larger frames are cut into tiles, of smaller ones several go at once. */
  readonly maxTilePixels: number;
  /** Frames that go at once at most. */
  readonly maxFramesPerRun: number;
  readonly threads: number;
  readonly device: Device;
}

/** One at a time: the next request follows the reply. Frames travel with their ArrayBuffer transferred. */
export type SessionRequest =
  | { readonly kind: 'load'; readonly model: SessionModel }
  | {
      readonly kind: 'enlarge';
      readonly key: string;
      /** Of one size; several only where all of them fit into one run. */
      readonly frames: readonly Frame[];
      /** Larger frames are cut into tiles; smaller ones than asked for where the device has too little memory. */
      readonly maxTilePixels: number;
      /** The loaded graph to compare the result of the first with. */
      readonly referenceKey?: string;
    }
  | { readonly kind: 'end' };

export type SessionReply =
  /** Not the answer yet: a tile is done. */
  | { readonly kind: 'progress' }
  | { readonly kind: 'loaded' }
  | {
      readonly kind: 'enlarged';
      readonly frames: readonly UpscaledFrame[];
      /** Source pixels that there was room for at once, where it was less than asked for. */
      readonly roomPixels?: number;
    }
  | { readonly kind: 'failed'; readonly type: FailureType; readonly message: string };

import type { Frame } from '../../../ports/upscaler.js';
import type { SessionModel } from './session-messages.js';

type Size = Pick<Frame, 'width' | 'height'>;

/** What the device had room for, by model and size of frame: found out once, by whichever session met it. */
export class TileLimits {
  readonly #lowered = new Map<string, number>();

  of(model: SessionModel, size: Size): number {
    return this.#lowered.get(keyOf(model, size)) ?? model.maxTilePixels;
  }

  lower(model: SessionModel, size: Size, tilePixels: number): void {
    this.#lowered.set(keyOf(model, size), Math.min(this.of(model, size), tilePixels));
  }

  /** For a session that died of so many pixels: what it could have done nobody knows. */
  halve(model: SessionModel, size: Size, pixels: number): void {
    this.lower(model, size, Math.floor(Math.min(this.of(model, size), pixels) / 2));
  }
}

function keyOf({ key }: SessionModel, { width, height }: Size): string {
  return `${key} ${width}×${height}`;
}

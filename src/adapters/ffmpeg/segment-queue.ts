import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { segmentName } from '../../contracts/object-keys.js';
import type { ExtractedSegment } from '../../ports/media-tool.js';
import { SEGMENT_PATTERN } from './arguments/extract-arguments.js';

type OnSegment = (segment: ExtractedSegment) => void;

/** Passes segments on in order, each when the next one is whole too: only then is it surely not the last, shorter one. */
export class SegmentQueue {
  readonly #directory: string;
  readonly #batchFrames: number;
  readonly #onSegment: OnSegment;
  #passed: Promise<unknown> = Promise.resolve();
  #known = 0;

  constructor(directory: string, batchFrames: number, onSegment: OnSegment) {
    this.#directory = directory;
    this.#batchFrames = batchFrames;
    this.#onSegment = onSegment;
  }

  whole({ index, firstFrame }: { readonly index: number; readonly firstFrame: number }): void {
    this.#known = index + 1;
    this.#passed = this.#passed.then(() => {
      if (firstFrame !== index * this.#batchFrames) {
        throw new UpreelError(FailureType.MediaToolFailed, `Segment ${index} begins at frame ${firstFrame}.`);
      }
      return index === 0 ? undefined : this.#pass(index - 1, this.#batchFrames);
    });
    this.#passed.catch(() => undefined);
  }

  async finish(frameCount: number): Promise<void> {
    await this.#passed;
    const expected = Math.ceil(frameCount / this.#batchFrames);
    if (this.#known !== expected) {
      throw new UpreelError(
        FailureType.MediaToolFailed,
        `${frameCount} frames came as ${this.#known} segments instead of ${expected}.`,
      );
    }
    await this.#pass(expected - 1, frameCount - (expected - 1) * this.#batchFrames);
  }

  /** Removes what was not passed on. */
  async discard(): Promise<void> {
    await this.#passed.catch(() => undefined);
    const last = [this.#known - 1, this.#known].filter((index) => index >= 0);
    await Promise.all(last.map((index) => rm(this.#path(index), { force: true })));
  }

  async #pass(index: number, frameCount: number): Promise<void> {
    const firstFrame = index * this.#batchFrames;
    const path = join(this.#directory, segmentName(firstFrame));
    await rename(this.#path(index), path);
    this.#onSegment({ path, firstFrame, frameCount });
  }

  #path(index: number): string {
    return join(this.#directory, SEGMENT_PATTERN.replace('%08d', String(index).padStart(8, '0')));
  }
}

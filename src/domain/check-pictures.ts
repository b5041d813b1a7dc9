import { FailureType, UpreelError } from '../contracts/failures.js';
import { colorShift } from './color-shift.js';
import { LIKENESS_LIMITS_DB } from './likeness-limits.js';
import { psnrDb } from './psnr.js';
import type { Coding } from './result-coding.js';

type Thumbnails = readonly ArrayLike<number>[];

interface Pictures {
  readonly firstFrame: number;
  readonly frameCount: number;
  readonly coding: Coding;
  /** Size of a frame that goes into the model. */
  readonly width: number;
  readonly height: number;
  /** Of the extracted segment; null where frames are kept as single files. */
  readonly source: Thumbnails | null;
  /** Of the frames that went into the model, and of those that came out of it. */
  readonly taken: Thumbnails;
  readonly made: Thumbnails;
  /** Of the coded segment. */
  readonly coded: Thumbnails;
}

/** A wrong matrix moves real clips by 4 levels or more, a wrong range by 6; coding by 0.3, with crf 30. */
const MAX_COLOR_SHIFT = 3;
/** In smaller pictures the edges of 4:2:0 make up too much of a field. */
const MIN_JUDGED_PIXELS = 64 * 48;
/** Worse coding than this loses colours by itself. */
const MAX_JUDGED_CRF = { h264: 35, hevc: 35, av1: 43 } as const;
/** Levels between the darkest and the brightest field: below the first a picture is of one colour, above the second not. */
const CONSTANT_RANGE = 1;
const VARIED_RANGE = 16;

/**
 * A coded batch, decoded where it was made, holds the frames that were given to it in their own colours.
 * @throws UpreelError `OutputMismatch`
 */
export function checkPictures(pictures: Pictures): void {
  const { firstFrame, frameCount, coding, width, height, source, taken, made, coded } = pictures;
  if (coded.length !== frameCount) {
    throw mismatch(`The batch from frame ${firstFrame} decodes to ${coded.length} frames instead of ${frameCount}.`);
  }
  coded.forEach((picture, index) => {
    const frame = firstFrame + index;
    const before = taken[index] ?? [];
    if (rangeOf(picture) <= CONSTANT_RANGE && rangeOf(before) >= VARIED_RANGE) {
      throw mismatch(`Frame ${frame} of the result is of one colour; its source is not.`);
    }
    const db = psnrDb(picture, before, 255);
    if (db < LIKENESS_LIMITS_DB.failure) {
      throw mismatch(`Frame ${frame} of the result is another picture than its source: alike by ${db.toFixed(1)} dB.`);
    }
  });
  if (width * height < MIN_JUDGED_PIXELS) return;
  if (source !== null) expectSameColors(source, taken, `read from frame ${firstFrame} on`);
  if (coding.crf <= MAX_JUDGED_CRF[coding.codec]) expectSameColors(made, coded, `coded from frame ${firstFrame} on`);
}

function expectSameColors(before: Thumbnails, after: Thumbnails, what: string): void {
  const shift = colorShift(before, after);
  if (shift <= MAX_COLOR_SHIFT) return;
  throw mismatch(
    `The colours of the frames ${what} have moved by ${shift.toFixed(1)} of 255 levels, and ${MAX_COLOR_SHIFT} are the most.`,
  );
}

/** Between the smallest and the largest value of the channel in which they differ most. */
function rangeOf(picture: ArrayLike<number>): number {
  const ranges = [0, 1, 2].map((channel) => {
    const values = Array.from(picture).filter((_, index) => index % 3 === channel);
    return Math.max(...values) - Math.min(...values);
  });
  return Math.max(...ranges);
}

function mismatch(sentence: string): UpreelError {
  return new UpreelError(FailureType.OutputMismatch, sentence);
}

import type { Crop } from './compose-picture.js';
import { detailEnergy, type GreyPicture } from './detail-energy.js';
import type { PictureSize } from './picture-filters.js';

/** Places tried in each direction. */
const PLACES = 8;

/** The part of at most this size with the most fine detail, from a grid of places. */
export function findDetailedCrop(picture: GreyPicture, largest: PictureSize): Crop {
  const width = Math.min(largest.width, picture.width);
  const height = Math.min(largest.height, picture.height);
  let best: Crop = { left: 0, top: 0, width, height };
  let bestEnergy = -1;
  for (const top of places(picture.height - height)) {
    for (const left of places(picture.width - width)) {
      const crop = { left, top, width, height };
      const energy = detailEnergy(cut(picture, crop));
      if (energy > bestEnergy) [best, bestEnergy] = [crop, energy];
    }
  }
  return best;
}

function places(room: number): Set<number> {
  return new Set(Array.from({ length: PLACES }, (_, index) => Math.round((room * index) / (PLACES - 1))));
}

function cut({ width, samples }: GreyPicture, crop: Crop): GreyPicture {
  const part = new Uint8Array(crop.width * crop.height);
  for (let row = 0; row < crop.height; row++) {
    const start = (crop.top + row) * width + crop.left;
    part.set(samples.subarray(start, start + crop.width), row * crop.width);
  }
  return { width: crop.width, height: crop.height, samples: part };
}

import type { OutputCheck } from '../contracts/activities.js';

/**
 * What the report says of batches for which a device had too little memory: they were made in smaller tiles, which may
 * change a sample by 1. Nothing where all had room.
 */
export function checkDeviceMemory(batches: readonly { readonly reducedTilePixels?: number }[]): OutputCheck[] {
  const reduced = batches.flatMap(({ reducedTilePixels }) => reducedTilePixels ?? []);
  if (reduced.length === 0) return [];
  const figure =
    `${reduced.length} of ${batches.length} batches in smaller tiles, of ${Math.min(...reduced)} pixels at least, ` +
    'since the device ran out of memory';
  return [{ check: 'device memory', result: 'warning', figure }];
}

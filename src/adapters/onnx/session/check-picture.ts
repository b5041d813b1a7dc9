import { FailureType, UpreelError } from '../../../contracts/failures.js';
import type { BitDepth } from '../graph/add-integer-ends.js';

type Samples = Uint8Array | Uint16Array;

/** Of 255: a source that varies less may rightly come out as one colour. */
const VISIBLE_CONTRAST = 16;

/**
 * Finds the picture of one colour that a broken net gives. The output is read only up to its first other pixel, so an
 * ordinary frame costs nothing.
 * @throws UpreelError `ModelOutputInvalid` when `output` is one colour and `source` clearly is not
 */
export function checkPicture(source: Samples, output: Samples, bitDepth: BitDepth): void {
  if (!isOneColour(output)) return;
  const contrast = (VISIBLE_CONTRAST * (2 ** bitDepth - 1)) / 255;
  if (largestContrast(source) < contrast) return;
  throw new UpreelError(
    FailureType.ModelOutputInvalid,
    'The model gave a frame of a single colour for a frame that has a picture. Another precision may do better.',
  );
}

function isOneColour(samples: Samples): boolean {
  for (let index = 3; index < samples.length; index++) {
    if (samples[index] !== samples[index - 3]) return false;
  }
  return true;
}

function largestContrast(samples: Samples): number {
  const contrasts = [0, 1, 2].map((channel) => {
    let low = Infinity;
    let high = -Infinity;
    for (let index = channel; index < samples.length; index += 3) {
      low = Math.min(low, samples[index] ?? low);
      high = Math.max(high, samples[index] ?? high);
    }
    return high - low;
  });
  return Math.max(...contrasts);
}

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import type { VideoStreamFacts } from '../../../contracts/media.js';
import type { FfprobeStream } from './ffprobe-output.js';

/**
 * Degrees clockwise that a player turns the picture by, from the display matrix or, without one, the old `rotate` tag.
 * @throws UpreelError `UnsupportedMedia` for a mirrored picture and for angles that are no quarter turns
 */
export function readRotation({ side_data_list: sideData = [], tags }: FfprobeStream): VideoStreamFacts['rotation'] {
  const matrix = sideData.find((entry) => typeof entry.displaymatrix === 'string');
  if (matrix !== undefined && isMirrored(String(matrix.displaymatrix))) {
    throw new UpreelError(
      FailureType.UnsupportedMedia,
      'The video asks players to mirror it; save it unmirrored first.',
    );
  }
  // ffprobe gives the matrix's angle counter-clockwise.
  const degrees = matrix === undefined ? Number(tags?.rotate ?? 0) : -Number(matrix.rotation ?? 0);
  const turned = ((degrees % 360) + 360) % 360;
  if (turned === 0 || turned === 90 || turned === 180 || turned === 270) return turned;
  throw new UpreelError(
    FailureType.UnsupportedMedia,
    `The video asks players to turn it by ${turned} degrees; only quarter turns are possible.`,
  );
}

/** A rotation keeps the determinant of the matrix's upper left part positive, a mirror image makes it negative. */
function isMirrored(text: string): boolean {
  const rows = [...text.matchAll(/[0-9a-f]{8}:((?:\s+-?\d+){3})/g)].map((row) => (row[1] ?? '').trim().split(/\s+/));
  const [a = 0, b = 0] = (rows[0] ?? []).map(Number);
  const [c = 0, d = 0] = (rows[1] ?? []).map(Number);
  return a * d - b * c < 0;
}

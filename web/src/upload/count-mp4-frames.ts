import { bytesOf } from '../media/bytes.js';
import { findBox, pictureTrack, readMp4Index } from '../media/mp4-index.js';

/**
 * Frames of the first picture track, as the index of an MP4 or MOV file counts them; null for any other file, and for
 * one whose index counts none because it is fragmented.
 */
export async function countMp4Frames(file: Blob): Promise<number | null> {
  const index = await readMp4Index(bytesOf(file));
  const track = index && pictureTrack(index);
  const sizes = track && findBox(index.view, track, ['mdia', 'minf', 'stbl', 'stsz']);
  const count = sizes && sizes.end - sizes.start >= 12 ? index.view.getUint32(sizes.start + 8) : 0;
  return count > 0 ? count : null;
}

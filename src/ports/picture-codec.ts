import type { Frame } from './upscaler.js';

/** Still pictures: frames as PNG files, and the pictures published beside a video. */
export interface PictureCodec {
  /** Lossless, in the frame's own bit depth. */
  encodePng(frame: Frame, bitDepth: 8 | 16): Promise<Uint8Array>;
  /** In the bit depth that is asked for. @throws UpreelError `OutputMismatch` when it is no PNG of this size */
  decodePng(
    png: Uint8Array,
    expected: { readonly width: number; readonly height: number; readonly bitDepth: 8 | 16 },
  ): Promise<Frame>;
  /** A JPEG for lists and players, of a frame of 8 bits. */
  poster(frame: Frame): Promise<Uint8Array>;
  /** The source's frame enlarged by a bicubic filter beside the result's, both of 8 bits, as one PNG. */
  comparison(before: Frame, after: Frame): Promise<Uint8Array>;
}

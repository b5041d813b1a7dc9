/** How a net takes a frame: whole, or in tiles that overlap and of which only the middle counts. */
export interface TileRule {
  /**
   * Source pixels around the part of a tile that counts. At the receptive field or more, tiles give exactly what the
   * whole frame would; less is a compromise the catalogue states.
   */
  readonly haloPx: number;
  /** What a session needs a source pixel in fp32, measured (docs/models.md); absent: as much as a model of one's own may. */
  readonly bytesPerPixel?: number;
  /** The one size the graph takes, in source pixels: smaller frames are filled up with their mirror image. */
  readonly fixed?: { readonly width: number; readonly height: number };
}

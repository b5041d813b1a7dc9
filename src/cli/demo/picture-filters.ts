/** Sizes and colours said explicitly: swscale's own defaults differ between sizes and versions. */
export interface PictureColor {
  /** ffmpeg's name of the matrix. */
  readonly matrix: string;
  readonly range: 'tv' | 'pc';
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Resizes without touching the colours. */
export function resize({ width, height }: PictureSize, flags: 'bicubic' | 'lanczos', color: PictureColor): string {
  return [
    `scale=${width}:${height}:flags=${flags}+accurate_rnd+full_chroma_int`,
    `in_color_matrix=${color.matrix}`,
    `out_color_matrix=${color.matrix}`,
    `in_range=${color.range}`,
    `out_range=${color.range}`,
  ].join(':');
}

/** Resizes and makes RGB of it, for pictures. */
export function resizeToRgb({ width, height }: PictureSize, color: PictureColor): string {
  return [
    `scale=${width}:${height}:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp`,
    `in_color_matrix=${color.matrix}`,
    `in_range=${color.range},format=rgb24`,
  ].join(':');
}

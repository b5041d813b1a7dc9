import { formatTable } from '../show/format-table.js';
import type { Likeness } from './parse-likeness.js';

export interface Measured {
  readonly name: string;
  /** null for the original itself. */
  readonly likeness: Likeness | null;
  /** Detail energy as a share of the original's. */
  readonly detail: number;
}

export function formatComparison(rows: readonly Measured[]): string {
  return formatTable([
    ['', 'PSNR', 'SSIM', 'DETAIL'],
    ...rows.map(({ name, likeness, detail }) => [
      name,
      likeness === null ? '–' : `${likeness.psnrDb.toFixed(1)} dB`,
      likeness === null ? '–' : likeness.ssim.toFixed(3),
      `${(detail * 100).toFixed(0)} %`,
    ]),
  ]);
}

export const HOW_TO_READ = `PSNR and SSIM ask how close each pixel is to the original. Where the small video no longer holds the detail,
the safest answer to that question is a blur, and bicubic gives it. Upreel's models are trained for looks
instead: they draw edges and blades of grass that are plausible, but rarely on the very pixel, and so score
slightly lower. DETAIL is the energy of the finest structures (the mean square of the picture's Laplacian)
against the original's: what the eye sees as sharpness, and what bicubic cannot bring back.
`;

/** How like one video is to another, on its brightness. */
export interface Likeness {
  readonly psnrDb: number;
  readonly ssim: number;
}

/**
 * Reads the sums that ffmpeg's filters `psnr` and `ssim` print for planes of grey.
 * @throws Error when one is not there
 */
export function parseLikeness(log: string): Likeness {
  const psnr = /PSNR y:(\S+)/.exec(log)?.[1];
  const ssim = /SSIM Y:(\S+)/.exec(log)?.[1];
  if (psnr === undefined || ssim === undefined) throw new Error('ffmpeg did not say how like the two videos are.');
  return { psnrDb: psnr === 'inf' ? Infinity : Number(psnr), ssim: Number(ssim) };
}

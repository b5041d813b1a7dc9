import type { PicturePlan } from '../contracts/checkpoints.js';

/** What libx264 stores bit by bit. It silently converts everything else that it is given. */
const X264_EXACT: ReadonlySet<string> = new Set([
  'yuv420p',
  'yuvj420p',
  'yuv422p',
  'yuvj422p',
  'yuv444p',
  'yuvj444p',
  'nv12',
  'nv16',
  'yuv420p10le',
  'yuv422p10le',
  'yuv444p10le',
  'gray',
  'gray10le',
]);

/** Formats FFV1 has no name for, and the one that holds the same samples. */
const FFV1_EQUAL: Readonly<Record<string, string>> = {
  yuvj440p: 'yuv440p',
  yuvj411p: 'yuv411p',
  rgb24: 'bgr0',
  bgr24: 'bgr0',
  rgb0: 'bgr0',
  '0rgb': 'bgr0',
  '0bgr': 'bgr0',
  rgb565le: 'bgr0',
  rgb555le: 'bgr0',
  pal8: 'bgr0',
  bgr8: 'bgr0',
  rgb8: 'bgr0',
  gbrp: 'bgr0',
  uyvy422: 'yuv422p',
  yuyv422: 'yuv422p',
  yvyu422: 'yuv422p',
  uyyvyy411: 'yuv411p',
  nv21: 'yuv420p',
  nv24: 'yuv444p',
  p010le: 'yuv420p10le',
  p210le: 'yuv422p10le',
  p016le: 'yuv420p16le',
  y210le: 'yuv422p10le',
  rgb48be: 'rgb48le',
  bgr48le: 'rgb48le',
  bgr48be: 'rgb48le',
  gray16be: 'gray16le',
  monow: 'gray',
  monob: 'gray',
};

/** What FFV1 takes as it is, besides the formats of x264. */
const FFV1_EXACT: ReadonlySet<string> = new Set([
  'yuv440p',
  'yuv411p',
  'yuv410p',
  'bgr0',
  ...['9le', '12le', '14le', '16le'].flatMap((bits) => ['420', '422', '444'].map((layout) => `yuv${layout}p${bits}`)),
  'yuv440p10le',
  'yuv440p12le',
  'gray9le',
  'gray12le',
  'gray16le',
  ...['9le', '10le', '12le', '14le', '16le'].map((bits) => `gbrp${bits}`),
  'rgb48le',
]);

export type SegmentFormat = Pick<PicturePlan, 'segmentCodec' | 'segmentPixelFormat'>;

/** Lossless codec and format that keep every sample of `pixelFormat`; null where there is none. */
export function chooseSegmentCodec(pixelFormat: string): SegmentFormat | null {
  if (X264_EXACT.has(pixelFormat)) return { segmentCodec: 'libx264', segmentPixelFormat: pixelFormat };
  const equal = FFV1_EQUAL[pixelFormat] ?? pixelFormat;
  if (X264_EXACT.has(equal)) return { segmentCodec: 'libx264', segmentPixelFormat: equal };
  return FFV1_EXACT.has(equal) ? { segmentCodec: 'ffv1', segmentPixelFormat: equal } : null;
}

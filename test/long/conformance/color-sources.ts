import type { GivenOptions } from '../../../src/contracts/job-options.js';
import type { Coding, Matrix } from './yuv-patches.js';

const X264 = ['-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast', '-x264-params'];
const X265 = ['-c:v', 'libx265', '-x265-params'];

/** One way of coding the patches. */
export interface ColorSource extends Coding {
  readonly name: string;
  /** Planar: its samples are written by the test. */
  readonly pixelFormat: string;
  readonly options: readonly string[];
  readonly file?: string;
  readonly given?: GivenOptions;
  /** What the result must be tagged with. */
  readonly tags?: Readonly<Record<string, string>>;
}

export const tv = (matrix: Matrix, bits = 8): Coding => ({ matrix, range: 'tv', bits });
const pc = (matrix: Matrix, bits = 8): Coding => ({ matrix, range: 'pc', bits });

export const COLOR_SOURCES: readonly ColorSource[] = [
  {
    name: 'BT.601 in SD',
    ...tv('smpte170m'),
    pixelFormat: 'yuv420p',
    options: [...X264, 'colormatrix=smpte170m:colorprim=smpte170m:transfer=smpte170m'],
  },
  {
    name: 'BT.601 of PAL',
    ...tv('bt470bg'),
    pixelFormat: 'yuv420p',
    options: [...X264, 'colormatrix=bt470bg:colorprim=bt470bg'],
    tags: { color_space: 'bt470bg', color_primaries: 'bt470bg' },
  },
  {
    name: 'PAL with the gamma of 1970',
    ...tv('bt470bg'),
    pixelFormat: 'yuv420p',
    options: [...X264, 'colormatrix=bt470bg:colorprim=bt470bg:transfer=bt470bg'],
    tags: { color_transfer: 'bt470bg' },
  },
  {
    name: 'BT.709',
    ...tv('bt709'),
    pixelFormat: 'yuv420p',
    options: [...X264, 'colormatrix=bt709:colorprim=bt709:transfer=bt709'],
  },
  {
    name: 'BT.709 in a small picture',
    ...tv('bt709'),
    pixelFormat: 'yuv422p',
    options: [...X264, 'colormatrix=bt709'],
  },
  { name: 'FCC', ...tv('fcc'), pixelFormat: 'yuv444p', options: [...X264, 'colormatrix=fcc'] },
  { name: 'SMPTE 240M', ...tv('smpte240m'), pixelFormat: 'yuv444p', options: [...X264, 'colormatrix=smpte240m'] },
  {
    name: 'nothing said, in SD',
    ...tv('smpte170m'),
    pixelFormat: 'yuv420p',
    options: [...X264, 'ref=1'],
    tags: { color_space: 'smpte170m', color_range: 'tv' },
  },
  {
    name: 'full range BT.601',
    ...pc('smpte170m'),
    pixelFormat: 'yuvj420p',
    options: [...X264, 'colormatrix=smpte170m:fullrange=on'],
    tags: { color_range: 'pc' },
  },
  {
    name: 'full range BT.709 of 4:4:4',
    ...pc('bt709'),
    pixelFormat: 'yuvj444p',
    options: [...X264, 'colormatrix=bt709:fullrange=on'],
    tags: { color_range: 'pc' },
  },
  {
    name: 'Motion JPEG',
    ...pc('bt470bg'),
    pixelFormat: 'yuvj420p',
    options: ['-c:v', 'mjpeg', '-q:v', '1'],
    file: 'a.avi',
    tags: { color_range: 'pc' },
  },
  {
    name: '4:4:4 in VP9',
    ...tv('bt709'),
    pixelFormat: 'yuv444p',
    options: ['-c:v', 'libvpx-vp9', '-lossless', '1', '-colorspace', 'bt709'],
    file: 'a.webm',
  },
  { name: '4:4:0', ...tv('smpte170m'), pixelFormat: 'yuv440p', options: ['-c:v', 'ffv1', '-colorspace', 'smpte170m'] },
  {
    name: '4:2:2 of 10 bits',
    ...tv('bt709', 10),
    pixelFormat: 'yuv422p10le',
    options: [...X264, 'colormatrix=bt709'],
    tags: { pix_fmt: 'yuv420p10le' },
  },
  {
    name: '4:4:4 of 12 bits',
    ...tv('bt709', 12),
    pixelFormat: 'yuv444p12le',
    options: ['-c:v', 'ffv1', '-colorspace', 'bt709'],
    tags: { pix_fmt: 'yuv420p10le' },
  },
  {
    name: 'ten bits, SDR',
    ...tv('bt709', 10),
    pixelFormat: 'yuv420p10le',
    options: [...X264, 'colormatrix=bt709:colorprim=bt709:transfer=bt709'],
    tags: { pix_fmt: 'yuv420p10le' },
  },
  {
    name: 'ten bits of full range',
    ...pc('bt709', 10),
    pixelFormat: 'yuv420p10le',
    options: [...X264, 'colormatrix=bt709:fullrange=on'],
    tags: { pix_fmt: 'yuv420p10le', color_range: 'pc' },
  },
  {
    name: 'ten bits into HEVC',
    ...tv('bt709', 10),
    pixelFormat: 'yuv420p10le',
    options: [...X265, 'log-level=none:lossless=1:colormatrix=bt709'],
    given: { codec: 'hevc' },
    tags: { codec_name: 'hevc', profile: 'Main 10' },
  },
  {
    name: 'PQ',
    ...tv('bt2020nc', 10),
    pixelFormat: 'yuv420p10le',
    options: [...X265, 'log-level=none:lossless=1:colormatrix=bt2020nc:colorprim=bt2020:transfer=smpte2084'],
    tags: { codec_name: 'hevc', profile: 'Main 10', color_transfer: 'smpte2084', color_primaries: 'bt2020' },
  },
  {
    name: 'HLG',
    ...tv('bt2020nc', 10),
    pixelFormat: 'yuv420p10le',
    options: [...X265, 'log-level=none:lossless=1:colormatrix=bt2020nc:colorprim=bt2020:transfer=arib-std-b67'],
    tags: { codec_name: 'hevc', color_transfer: 'arib-std-b67' },
  },
  {
    name: 'HLG that is asked for in AV1',
    ...tv('bt2020nc', 10),
    pixelFormat: 'yuv420p10le',
    options: [...X265, 'log-level=none:lossless=1:colormatrix=bt2020nc:colorprim=bt2020:transfer=arib-std-b67'],
    given: { codec: 'av1', crf: 8 },
    tags: { codec_name: 'hevc', color_transfer: 'arib-std-b67' },
  },
  {
    name: 'ten bits into AV1',
    ...tv('bt709', 10),
    pixelFormat: 'yuv420p10le',
    options: [...X264, 'colormatrix=bt709:colorprim=bt709:transfer=bt709'],
    given: { codec: 'av1' },
    tags: { codec_name: 'av1', pix_fmt: 'yuv420p10le' },
  },
];

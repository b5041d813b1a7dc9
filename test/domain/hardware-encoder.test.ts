import { hardwareEncoderArguments, requireEncoderFor } from '../../src/domain/hardware-encoder.js';

const SDR = { transfer: 'bt709', outputPixelFormat: 'yuv420p' };
const DEEP = { ...SDR, outputPixelFormat: 'yuv420p10le' };
const HDR = { ...DEEP, transfer: 'smpte2084' };
const PLAIN = { masteringDisplay: null, contentLight: null };

describe('a hardware encoder', () => {
  it.each([
    ['h264_nvenc', 'h264', SDR],
    ['hevc_nvenc', 'hevc', DEEP],
    ['hevc_nvenc', 'hevc', HDR],
    ['av1_nvenc', 'av1', DEEP],
  ] as const)('%s codes what it can', (encoder, codec, picture) => {
    expect(() => {
      requireEncoderFor({ encoder, codec, crf: 18 }, picture, PLAIN);
    }).not.toThrow();
  });

  it.each([
    [
      'h264_nvenc',
      'h264',
      DEEP,
      PLAIN,
      /h264_nvenc codes 8 bits a sample, and the source has more; ask for encoder software/,
    ],
    ['h264_nvenc', 'h264', HDR, PLAIN, /codes h264, and the result is hevc/],
    ['hevc_nvenc', 'hevc', HDR, { ...PLAIN, contentLight: '1000,400' }, /can't carry the source's HDR metadata/],
  ] as const)('%s for what it can’t is refused', (encoder, codec, picture, video, message) => {
    expect(() => {
      requireEncoderFor({ encoder, codec, crf: 18 }, picture, video);
    }).toThrow(message);
  });

  it('is given a quality that it has, groups of a batch’s length, and its own name for 10 bits', () => {
    const request = { crf: 0, batchFrames: 32, bFrames: 2, pixelFormat: 'yuv420p10le' };
    const line = hardwareEncoderArguments('hevc_nvenc', request).join(' ');

    expect(line).toMatch(/-c:v hevc_nvenc .*-cq 1 -g 32 -bf 2 .*-pix_fmt p010le$/);
    expect(hardwareEncoderArguments('av1_nvenc', { ...request, crf: 63 }).join(' ')).toContain('-cq 51');
  });
});

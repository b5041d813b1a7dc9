import fc from 'fast-check';
import { resolveJobOptions, type GivenOptions } from '../../src/contracts/job-options.js';
import type { SourceFacts, VideoStreamFacts } from '../../src/contracts/media.js';
import { encodeTiming } from '../../src/domain/encode-timing.js';
import { encoderArguments } from '../../src/domain/encoder-arguments.js';
import { planPicture } from '../../src/domain/plan-picture.js';

const VIDEO: VideoStreamFacts = {
  index: 0,
  codec: 'h264',
  width: 720,
  height: 480,
  pixelFormat: 'yuv420p',
  timeBase: { num: 1, den: 90_000 },
  frameRate: { num: 25, den: 1 },
  sampleAspectRatio: { num: 1, den: 1 },
  rotation: 0,
  fieldOrder: 'progressive',
  measuredFields: null,
  color: { matrix: null, range: null, primaries: null, transfer: null, chromaLocation: null },
  masteringDisplay: null,
  contentLight: null,
  tags: {},
  dispositions: ['default'],
};

function plan(video: Partial<VideoStreamFacts>, given: GivenOptions = {}, format = 'matroska,webm') {
  const facts: SourceFacts = {
    format,
    durationSeconds: 1,
    startMicroseconds: 0,
    video: { ...VIDEO, ...video },
    companions: [],
    chapters: [],
    tags: {},
  };
  const options = resolveJobOptions(given, 'real', 'fp32');
  return { ...planPicture(facts, options, 4), facts, options };
}

const tagged = (color: Partial<VideoStreamFacts['color']>): Partial<VideoStreamFacts> => ({
  color: { ...VIDEO.color, ...color },
});

describe('planPicture: colour', () => {
  it.each([
    [720, 480, 'smpte170m', 'smpte170m'],
    [720, 576, 'bt470bg', 'bt470bg'],
    [1024, 576, 'bt470bg', 'bt470bg'],
    [1280, 720, 'bt709', 'bt709'],
    [640, 640, 'bt709', 'bt709'],
  ])('decides an untagged %i×%i by its own size, not the result’s', (width, height, matrix, primaries) => {
    const { picture, decisions } = plan({ width, height });
    expect(picture).toMatchObject({ matrix, primaries, range: 'tv' });
    expect(decisions.map(({ about }) => about)).toContain('colour matrix');
  });

  it('lets tags decide, and fills in what they leave open', () => {
    expect(plan(tagged({ matrix: 'bt709', range: 'pc' })).picture).toMatchObject({
      matrix: 'bt709',
      range: 'pc',
      primaries: 'bt709',
      transfer: 'bt709',
    });
    expect(plan(tagged({ primaries: 'bt2020' })).picture).toMatchObject({ matrix: 'bt2020nc' });
    expect(plan({ pixelFormat: 'yuvj420p' }).picture).toMatchObject({
      range: 'pc',
      chromaLocation: 'center',
      outputPixelFormat: 'yuv420p',
    });
  });

  it('refuses a matrix that it cannot compute', () => {
    expect(() => plan(tagged({ matrix: 'ycgco' }))).toThrow(/matrix "ycgco"/);
  });

  it('carries HDR in HEVC with 10 bits, and refuses it with 8', () => {
    const hdr = {
      ...tagged({ matrix: 'bt2020nc', transfer: 'smpte2084', primaries: 'bt2020' }),
      masteringDisplay: 'G(1,2)B(3,4)R(5,6)WP(7,8)L(9,1)',
    };
    const { picture, facts, options } = plan({ ...hdr, pixelFormat: 'yuv420p10le' });
    expect(picture).toMatchObject({ bitDepth: 16, outputPixelFormat: 'yuv420p10le', transfer: 'smpte2084' });
    const timing = encodeTiming([0, 3600], 3600, VIDEO.timeBase);
    const arguments_ = encoderArguments({ options, picture, timing, facts, batchFrames: 32 }).join(' ');
    expect(arguments_).toMatch(/libx265.*master-display=G\(1,2\)B\(3,4\)R\(5,6\)WP\(7,8\)L\(9,1\)/);
    expect(() => plan(hdr)).toThrow(/only 8 bits/);
  });
});

describe('planPicture: samples', () => {
  it.each([
    ['yuv420p', 'libx264', 'yuv420p', 8],
    ['yuv422p10le', 'libx264', 'yuv422p10le', 16],
    ['yuv411p', 'ffv1', 'yuv411p', 8],
    ['yuv420p12le', 'ffv1', 'yuv420p12le', 16],
    ['gbrp', 'ffv1', 'bgr0', 8],
    ['rgb24', 'ffv1', 'bgr0', 8],
    ['gbrp10le', 'ffv1', 'gbrp10le', 16],
    ['gray16le', 'ffv1', 'gray16le', 16],
    ['p010le', 'libx264', 'yuv420p10le', 16],
  ])('keeps %s exactly', (pixelFormat, segmentCodec, segmentPixelFormat, bitDepth) => {
    expect(plan({ pixelFormat }).picture).toMatchObject({ segmentCodec, segmentPixelFormat, bitDepth });
  });

  it.each(['yuva420p', 'rgba', 'bgra', 'gbrap', 'ya8'])('refuses the transparency of %s', (pixelFormat) => {
    expect(() => plan({ pixelFormat })).toThrow(/transparency/);
  });

  it.each([
    ['bt470m', 'gamma22'],
    ['bt470bg', 'gamma28'],
    ['smpte2084', 'smpte2084'],
  ])('writes the transfer that ffprobe calls %s by the name that ffmpeg takes', (transfer, option) => {
    const { picture, facts, options } = plan({ ...tagged({ transfer }), pixelFormat: 'yuv420p10le' });
    const timing = encodeTiming([0, 1], 1, { num: 1, den: 25 });
    const arguments_ = encoderArguments({ options, picture, timing, facts, batchFrames: 32 });
    expect(arguments_[arguments_.indexOf('-color_trc') + 1]).toBe(option);
  });

  it('refuses the transparency that WebM keeps beside the picture', () => {
    expect(() => plan({ codec: 'vp9', tags: { alpha_mode: '1' } })).toThrow(/transparency/);
  });

  it('says what becomes of a GIF’s', () => {
    expect(plan({ pixelFormat: 'bgra' }, {}, 'gif').decisions.map(({ about }) => about)).toContain('transparency');
  });
});

describe('planPicture: geometry', () => {
  it('makes even sizes within a pixel of the exact ones, for every size, rotation and scale', () => {
    const side = fc.integer({ min: 2, max: 2000 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.constantFrom(0, 90, 180, 270),
        fc.constantFrom(2, 3, 4),
        (width, height, rotation, scale) => {
          const { picture } = plan({ width, height, rotation, sampleAspectRatio: { num: 16, den: 11 } }, { scale });
          const turned = rotation % 180 !== 0;
          expect([picture.width, picture.height]).toEqual(turned ? [height, width] : [width, height]);
          expect(picture.sampleAspectRatio).toEqual(turned ? { num: 11, den: 16 } : { num: 16, den: 11 });
          for (const [output, exact] of [
            [picture.outputWidth, picture.width * scale],
            [picture.outputHeight, picture.height * scale],
          ] as const) {
            expect(output % 2).toBe(0);
            expect(Math.abs(output - exact)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  it('takes a target height, and refuses one that the model does not reach', () => {
    expect(plan({}, { height: 1080 }).picture).toMatchObject({ outputWidth: 1620, outputHeight: 1080 });
    expect(() => plan({}, { height: 2000 })).toThrow(/1920 is the most/);
    expect(() => plan({ width: 8000, height: 4000 })).toThrow(/32000×16000/);
  });

  it('deinterlaces what says that it is interlaced, unless the job says otherwise', () => {
    expect(plan({ fieldOrder: 'tt' }).picture.deinterlace).toBe(true);
    expect(plan({ measuredFields: 'interlaced' }).picture.deinterlace).toBe(true);
    expect(plan({ measuredFields: 'interlaced' }, { deinterlace: 'off' }).picture.deinterlace).toBe(false);
    expect(plan({ fieldOrder: 'tt' }, { deinterlace: 'off' }).picture.deinterlace).toBe(false);
    expect(plan({}, { deinterlace: 'on' }).picture.deinterlace).toBe(true);
    expect(plan({}).picture.deinterlace).toBe(false);
  });
});

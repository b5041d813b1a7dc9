import fc from 'fast-check';
import { checkPictures } from '../../src/domain/check-pictures.js';
import { colorShift } from '../../src/domain/color-shift.js';
import { THUMBNAIL_SIDE, thumbnailOf } from '../../src/domain/thumbnail-of.js';

const BYTES = THUMBNAIL_SIDE * THUMBNAIL_SIDE * 3;
const thumbnail = fc.uint8Array({ minLength: BYTES, maxLength: BYTES });

const colorful = Float32Array.from(
  { length: BYTES },
  (_, index) => (Math.imul(index + 7, 2_654_435_761) >>> 24) * 0.9 + 10,
);
const CODING = { codec: 'h264', crf: 18 } as const;

function check(coded: Float32Array, given: Partial<Parameters<typeof checkPictures>[0]> = {}) {
  return () => {
    checkPictures({
      ...{
        firstFrame: 32,
        frameCount: 1,
        coding: CODING,
        width: 64,
        height: 48,
        source: [colorful],
        taken: [colorful],
        made: [colorful],
      },
      coded: [coded],
      ...given,
    });
  };
}

describe('colorShift', () => {
  it('is none between equal pictures', () => {
    fc.assert(
      fc.property(fc.array(thumbnail, { maxLength: 3 }), (pictures) => {
        expect(colorShift(pictures, pictures)).toBeCloseTo(0, 6);
      }),
    );
  });

  it('is what moves all colours alike, in levels', () => {
    expect(colorShift([colorful], [colorful.map((value) => value + 5)])).toBeCloseTo(5, 1);
    expect(colorShift([colorful], [colorful.map((value) => 16 + (value * 219) / 255)])).toBeGreaterThan(4);
  });

  it('is not what differs from place to place', () => {
    const noisy = colorful.map((value, index) => value + (Math.imul(index, 40_503) & 1 ? 8 : -8));
    expect(colorShift([colorful], [noisy])).toBeLessThan(2);
  });
});

describe('thumbnailOf', () => {
  it('is the average of fields, whatever the depth and size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 0, max: 255 }),
        (width, height, level) => {
          const narrow = thumbnailOf({ width, height, data: new Uint8Array(width * height * 3).fill(level) });
          const wide = thumbnailOf({ width, height, data: new Uint8Array(width * height * 6).fill(level) });
          expect(narrow.every((value) => Math.abs(value - level) < 0.01)).toBe(true);
          expect(wide.every((value) => Math.abs(value - level) < 0.01)).toBe(true);
        },
      ),
    );
  });

  it('keeps places apart', () => {
    const data = new Uint8Array(16 * 16 * 3);
    data.fill(200, data.length / 2);
    const fields = thumbnailOf({ width: 16, height: 16, data });
    expect([fields[0], fields.at(-1)]).toEqual([0, 200]);
  });
});

describe('checkPictures', () => {
  it('passes what was given', () => {
    expect(check(colorful)).not.toThrow();
    expect(check(colorful, { source: null })).not.toThrow();
  });

  it('names the count, a picture of one colour, another picture', () => {
    expect(check(colorful, { coded: [] })).toThrow('The batch from frame 32 decodes to 0 frames instead of 1.');
    expect(check(new Float32Array(BYTES).fill(90))).toThrow('Frame 32 of the result is of one colour');
    expect(check(colorful.map((value) => 255 - value))).toThrow('Frame 32 of the result is another picture');
  });

  it('names colours that moved, and where', () => {
    const moved = colorful.map((value) => 16 + (value * 219) / 255);
    expect(check(moved)).toThrow(
      /frames coded from frame 32 on have moved by \d+\.\d of 255 levels, and 3 are the most/,
    );
    expect(check(colorful, { source: [moved] })).toThrow('frames read from frame 32 on');
  });

  it('does not judge the colours of a picture in which edges are all', () => {
    expect(
      check(
        colorful.map((value) => 16 + (value * 219) / 255),
        { width: 32, height: 24 },
      ),
    ).not.toThrow();
  });

  it('does not judge the colours of a result that was to be coded badly', () => {
    const moved = colorful.map((value) => 16 + (value * 219) / 255);
    expect(check(moved, { coding: { codec: 'h264', crf: 51 } })).not.toThrow();
  });
});

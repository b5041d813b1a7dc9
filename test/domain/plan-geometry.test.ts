import fc from 'fast-check';
import type { VideoStreamFacts } from '../../src/contracts/media.js';
import { planGeometry } from '../../src/domain/plan-geometry.js';

const side = fc.integer({ min: 2, max: 2_100 });
const rotation = fc.constantFrom<VideoStreamFacts['rotation']>(0, 90, 180, 270);

function video(width: number, height: number, turned: VideoStreamFacts['rotation'] = 0): VideoStreamFacts {
  return { width, height, rotation: turned, sampleAspectRatio: { num: 16, den: 11 } } as VideoStreamFacts;
}

describe('planGeometry', () => {
  it('ends in even sides within a line of what was asked, turned as the source is', () => {
    fc.assert(
      fc.property(side, side, rotation, fc.integer({ min: 2, max: 4 }), (width, height, turned, scale) => {
        const { geometry } = planGeometry(video(width, height, turned), { scale }, 4);
        const [across, down] = turned % 180 === 0 ? [width, height] : [height, width];
        expect(geometry).toMatchObject({ width: across, height: down });
        expect(geometry.outputWidth % 2).toBe(0);
        expect(geometry.outputHeight % 2).toBe(0);
        expect(Math.abs(geometry.outputWidth - across * scale)).toBeLessThanOrEqual(1);
        expect(Math.abs(geometry.outputHeight - down * scale)).toBeLessThanOrEqual(1);
        expect(geometry.sampleAspectRatio).toEqual(turned % 180 === 0 ? { num: 16, den: 11 } : { num: 11, den: 16 });
      }),
    );
  });

  it('makes every height up to what the model does, and says what that is beyond it', () => {
    fc.assert(
      fc.property(side, side, fc.integer({ min: 2, max: 17_280 }), (width, height, lines) => {
        fc.pre((width * lines) / height <= 16_000 && lines <= 8_000);
        const plan = () => planGeometry(video(width, height), { height: lines }, 4).geometry;
        if (lines > height * 4) {
          expect(plan).toThrow(`${height * 4} is the most`);
          return;
        }
        expect(Math.abs(plan().outputHeight - lines)).toBeLessThanOrEqual(1);
        expect(plan().outputWidth % 2).toBe(0);
      }),
    );
  });
});

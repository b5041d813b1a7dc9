import { checkDuration } from '../../src/domain/check-duration.js';
import { encodeTiming } from '../../src/domain/encode-timing.js';

const timeBase = { num: 1, den: 1000 };
const held = { timing: encodeTiming([100, 140, 180], 700, timeBase), frameCount: 3 };
const even = { timing: encodeTiming([0, 40, 80], 40, timeBase), frameCount: 3 };

describe('checkDuration', () => {
  it('takes a picture that lasts as long as the source’s', () => {
    expect(checkDuration(held, { firstMicroseconds: 0, endMicroseconds: 781_000 })).toMatchObject([
      { check: 'duration', result: 'passed', figure: '0.781 s' },
    ]);
  });

  it('refuses one whose last frame is cut, and says both', () => {
    const cut = () => checkDuration(held, { firstMicroseconds: 0, endMicroseconds: 120_000 });
    expect(cut).toThrow(/lasts 0\.120 s; the source's lasts 0\.780 s/);
  });

  it('allows a frame where the one that is shown last is not the one that is written last', () => {
    expect(checkDuration(even, { firstMicroseconds: 0, endMicroseconds: 80_000 })).toHaveLength(1);
    expect(() => checkDuration(even, { firstMicroseconds: 0, endMicroseconds: 70_000 })).toThrow();
  });

  it('says nothing of a container that does not say where it ends', () => {
    expect(checkDuration(held, { firstMicroseconds: 0, endMicroseconds: null })).toEqual([]);
  });
});

import { lastDuration } from '../../src/domain/last-duration.js';

const clock = { timeBase: { num: 1, den: 12_800 }, lastTick: 12_800, nominalDuration: 512 };

describe('lastDuration', () => {
  it('reaches to the end that the container claims', () => {
    expect(lastDuration(clock, 1_700_000)).toBe(8_960);
    expect(lastDuration(clock, 1_010_000)).toBe(128);
  });

  it('is the usual one where the end is that, but for rounding', () => {
    expect(lastDuration(clock, 1_040_000)).toBe(512);
    expect(lastDuration(clock, 1_041_000)).toBe(512);
    expect(lastDuration({ ...clock, timeBase: { num: 1, den: 25 }, lastTick: 25, nominalDuration: 1 }, 1_050_000)).toBe(
      1,
    );
  });

  it.each([null, 1_000_000, 700_000, 1e15])('is the usual one where the container claims %s', (claimed) => {
    expect(lastDuration(clock, claimed)).toBe(512);
  });
});

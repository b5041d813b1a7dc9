import { ClockWatch } from '../../src/domain/clock-watch.js';

const MILLISECONDS = { num: 1, den: 1000 };
const held = (frames: number): number[] => [0, 40, ...Array.from({ length: frames }, () => 40), 80];

function watching(ticks: readonly (number | null)[], timeBase = MILLISECONDS): () => void {
  return () => {
    const watch = new ClockWatch(timeBase);
    for (const tick of ticks) watch.see(tick, 40);
  };
}

describe('ClockWatch', () => {
  it('takes a clock that rises, stands still or steps back for a moment', () => {
    expect(watching([-5, 3, null, 40, 41, 41, 30, 3_600_041])).not.toThrow();
    expect(watching(held(12))).not.toThrow();
  });

  it('refuses a clock that begins again, by the frame at which it does', () => {
    expect(watching([0, 5000, 0])).toThrow(/jumps back at frame 2: .*several recordings/);
    expect(watching([0, 5000, 4499])).toThrow(/at frame 2/);
    expect(watching([0, 5000, 4500])).not.toThrow();
  });

  it('refuses a clock that is held until a second recording is as late', () => {
    expect(watching(held(13))).toThrow(/jumps back at frame 2/);
  });

  it('refuses a clock that jumps ahead further than MP4 can say', () => {
    const hour = 3_600 * 90_000;
    expect(watching([0, 3600, 6 * hour], { num: 1, den: 90_000 })).not.toThrow();
    expect(watching([0, 3600, 7 * hour], { num: 1, den: 90_000 })).toThrow(/jumps ahead by 7\.0 hours at frame 2/);
  });
});

import type { JobProgress } from '../../src/contracts/progress.js';
import { withLiveFrames } from '../../src/domain/live-frames.js';

const progress = (frames: JobProgress['frames']): JobProgress => ({
  status: 'PROCESSING',
  frames,
  startedAt: '2026-01-01T00:00:00.000Z',
  upscalingSince: null,
  framesBeforeUpscaling: 0,
  seconds: { total: 1, extract: 1, upscale: 0, recompose: 0, verify: 0 },
});

describe('withLiveFrames', () => {
  it('adds the frames of running batches, never more than there are', () => {
    const counted = progress({ total: 100, extracted: 100, processed: 32 });
    const running = [
      { type: 'upscaleBatch', frames: 10 },
      { type: 'upscaleBatch', frames: 5 },
      { type: 'recomposeVideo', frames: 99 },
    ];
    expect(withLiveFrames(counted, running).frames).toEqual({ total: 100, extracted: 100, processed: 47 });
    const ended = [{ type: 'upscaleBatch', frames: 90 }];
    expect(withLiveFrames(counted, ended).frames.processed).toBe(100);
  });

  it('shows extraction while the total is not known', () => {
    const counted = progress({ total: 0, extracted: 0, processed: 0 });
    const running = [{ type: 'extractFrames', frames: 64 }];
    expect(withLiveFrames(counted, running).frames).toEqual({ total: 0, extracted: 64, processed: 0 });
  });
});

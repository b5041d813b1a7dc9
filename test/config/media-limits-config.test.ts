import { DEFAULT_MEDIA_LIMITS } from '../../src/adapters/ffmpeg/media-limits.js';
import { loadMediaLimits } from '../../src/config/media-limits-config.js';

test('an environment that says nothing leaves the defaults', () => {
  expect(loadMediaLimits({})).toEqual(DEFAULT_MEDIA_LIMITS);
});

test('each limit can be set', () => {
  const limits = loadMediaLimits({ UPREEL_MAX_STREAMS: '7', UPREEL_MAX_DURATION_SECONDS: '60' });
  expect(limits).toEqual({ ...DEFAULT_MEDIA_LIMITS, maxStreams: 7, maxDurationSeconds: 60 });
});

test('a value that is none is refused by the name of its variable', () => {
  expect(() => loadMediaLimits({ UPREEL_MAX_SIDE: 'huge' })).toThrow(
    'UPREEL_MAX_SIDE must be a whole number from 1 to 16384, not "huge".',
  );
});

import fc from 'fast-check';
import { isDamage } from '../../../../src/adapters/ffmpeg/progress/detect-damage.js';
import { parseFramecrc } from '../../../../src/adapters/ffmpeg/progress/parse-framecrc.js';
import { isProgressLine, parseProgress } from '../../../../src/adapters/ffmpeg/progress/parse-progress.js';
import { parseSegmentLine } from '../../../../src/adapters/ffmpeg/progress/parse-segment-list.js';

describe('parseFramecrc', () => {
  it('reads the time base and frames, with and without a time stamp', () => {
    expect(parseFramecrc('#tb 0: 1001/30000')).toEqual({ kind: 'timeBase', num: 1001, den: 30_000 });
    expect(parseFramecrc('0,      -5005,      -5005,     1001,      384, 0x837e9126')).toEqual({
      kind: 'frame',
      tick: -5005,
      sizeBytes: 384,
    });
    expect(parseFramecrc('0, NOPTS, NOPTS, 0, 384, 0x0')).toMatchObject({ tick: null });
    expect(parseFramecrc('#dimensions 0: 16x16')).toBeNull();
  });
});

describe('parseProgress', () => {
  it('tells the report from messages and reads what moves', () => {
    expect(isProgressLine('frame=12')).toBe(true);
    expect(isProgressLine('[h264 @ 0x1] [error] frame=12')).toBe(false);
    expect(parseProgress('out_time_us=-23')).toEqual({ key: 'out_time_us', value: -23 });
    expect(parseProgress('total_size=N/A')).toBeNull();
  });
});

describe('parseSegmentLine', () => {
  it('finds a finished segment, also behind a piece of another message', () => {
    expect(parseSegmentLine('[h264 @ 0x5] index-00000003.nut,96.000000,127.033371')).toEqual({
      index: 3,
      firstFrame: 96,
    });
    expect(parseSegmentLine('[error] index-3.nut')).toBeNull();
  });
});

describe('isDamage', () => {
  const decoding = { format: 'matroska,webm', stream: 0, codec: 'h264', frames: 10 };

  it.each([
    '[matroska,webm @ 0x1] [error] File ended prematurely',
    '[h264 @ 0x5a] [error] error while decoding MB 66 38, bytestream -16',
    '[warning] a.avi: corrupt decoded frame in stream 0',
    '[avi @ 0x1] [warning] Packet corrupt (stream = 0, dts = 169).',
    '[error] Error while decoding stream #0:0: Invalid data found when processing input',
  ])('sees %s', (message) => {
    expect(isDamage(message, decoding)).toBe(true);
  });

  it.each([
    '[h264 @ 0x5a] [error] non-existing PPS 0 referenced',
    '[h264 @ 0x5a] [error] mmco: unref short failure',
    '[mp3float @ 0x5a] [error] Header missing',
    '[avi @ 0x1] [warning] Packet corrupt (stream = 1, dts = 169).',
  ])('lets pass %s', (message) => {
    expect(isDamage(message, decoding)).toBe(false);
  });

  it('lets a stream that was cut out of a longer one begin with errors', () => {
    const message = '[error] Error while decoding stream #0:0: Invalid data found when processing input';
    expect(isDamage(message, { ...decoding, frames: 0 })).toBe(false);
  });
});

describe('parsers of what tools say', () => {
  it('take any line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (line) => {
        parseFramecrc(line);
        parseProgress(line);
        parseSegmentLine(line);
        isProgressLine(line);
        expect(typeof isDamage(line, { format: 'mpegts', stream: 0, codec: 'h264', frames: 1 })).toBe('boolean');
      }),
    );
  });

  it('read back every frame that framecrc writes', () => {
    const frame = fc.record({ tick: fc.option(fc.maxSafeInteger()), duration: fc.nat(), sizeBytes: fc.nat() });
    fc.assert(
      fc.property(frame, ({ tick, duration, sizeBytes }) => {
        const line = `0, ${tick ?? 'NOPTS'}, ${tick ?? 'NOPTS'}, ${duration}, ${sizeBytes}, 0x0`;
        expect(parseFramecrc(line)).toEqual({ kind: 'frame', tick, sizeBytes });
      }),
    );
  });
});

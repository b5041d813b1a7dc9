import type { StreamDecision } from '../../src/contracts/checkpoints.js';
import { checkStreams } from '../../src/domain/check-streams.js';

type Inspection = Parameters<typeof checkStreams>[0]['result'];

const PICTURE = { type: 'video', codec: 'h264', language: null };
const ENGLISH = { type: 'audio', codec: 'aac', language: 'eng' };
const SUBTITLE = { type: 'subtitle', codec: 'ass', language: 'ger' };
const DECISIONS: readonly StreamDecision[] = [
  { index: 1, type: 'audio', codec: 'aac', action: 'copy' },
  { index: 2, type: 'data', codec: 'tmcd', action: 'drop', reason: 'no place' },
  { index: 3, type: 'subtitle', codec: 'ass', action: 'copy' },
];

function sound(
  firstMicroseconds: number,
  endMicroseconds: number,
  md5 = 'd1',
  lastMicroseconds = endMicroseconds - 20_000,
): Inspection['sound'][number] {
  return { span: { firstMicroseconds, lastMicroseconds, endMicroseconds }, md5 };
}

const PLAN = { container: 'mkv', facts: { chapters: [] } } as const;

/** A source whose sound begins 300 ms after its picture; the result counts from 0. */
function compare(result: Partial<Inspection>, streams = DECISIONS, kept: Partial<Inspection> = {}) {
  return () =>
    checkStreams({
      plan: { ...PLAN, streams },
      kept: { streams: [ENGLISH, SUBTITLE], sound: [sound(1_700_000, 5_000_000)], ...kept },
      result: { streams: [PICTURE, ENGLISH, SUBTITLE], sound: [sound(300_400, 3_600_000)], ...result },
      pictureMicroseconds: { source: 1_400_000, result: 0 },
    });
}

test('streams as planned, with the same sound in the same place, pass', () => {
  expect(compare({})()).toEqual([
    { check: 'streams', result: 'passed', figure: '2 beside the picture, as planned' },
    {
      check: 'sound',
      result: 'passed',
      figure: '1 of 1 tracks packet by packet, all in their place against the picture',
    },
  ]);
});

test('a missing stream is named', () => {
  expect(compare({ streams: [PICTURE, ENGLISH] })).toThrow(
    'The result holds audio aac beside its picture instead of audio aac, subtitle ass.',
  );
});

test('another codec than the plan’s is named', () => {
  expect(compare({ streams: [PICTURE, { ...ENGLISH, codec: 'mp3' }, SUBTITLE] })).toThrow(
    'holds audio mp3, subtitle ass',
  );
});

test('sound 40 ms late is named with both places', () => {
  expect(compare({ sound: [sound(340_000, 3_640_000)] })).toThrow(
    'The sound of stream 1 begins 340.0 ms after the first frame instead of 300.0 ms.',
  );
});

test('sound that ends early is named', () => {
  expect(compare({ sound: [sound(300_000, 3_000_000)] })).toThrow(
    'ends 3000.0 ms after the first frame instead of 3600.0 ms',
  );
});

test('a last packet may lose its shortness, which not every container keeps', () => {
  expect(compare({ sound: [sound(300_000, 3_602_000, 'd1', 3_580_000)] })).not.toThrow();
  expect(compare({ sound: [sound(300_000, 3_602_000, 'd1', 3_582_000)] })).toThrow('ends 3602.0 ms');
});

test('chapters are a track of MP4, and of nothing else', () => {
  const chapter = { timeBase: { num: 1, den: 1000 }, startTick: 0, endTick: 900, tags: {} };
  const check = (container: 'mp4' | 'mkv') => () =>
    checkStreams({
      plan: { streams: [], container, facts: { chapters: [chapter] } },
      kept: null,
      result: { streams: [PICTURE, { type: 'data', codec: 'bin_data', language: 'eng' }], sound: [] },
      pictureMicroseconds: { source: 0, result: 0 },
    });
  expect(check('mp4')).not.toThrow();
  expect(check('mkv')).toThrow('holds data bin_data beside its picture instead of nothing');
});

test('copied sound with other bytes is named, transcoded sound may have them', () => {
  expect(compare({ sound: [sound(300_000, 3_600_000, 'other')] })).toThrow('its packets differ');
  const transcoded: StreamDecision[] = [{ index: 1, type: 'audio', codec: 'wmav2', action: 'transcode', to: 'aac' }];
  const kept = { streams: [ENGLISH] };
  expect(
    compare({ streams: [PICTURE, ENGLISH], sound: [sound(279_000, 3_610_000, 'other')] }, transcoded, kept)(),
  ).toMatchObject([{ result: 'passed' }, { figure: expect.stringContaining('0 of 1') as string }]);
});

test('a lost language is named', () => {
  expect(compare({ streams: [PICTURE, { ...ENGLISH, language: null }, SUBTITLE] })).toThrow(
    'Stream 1 of the result has the language none instead of eng.',
  );
});

test('a source with nothing but its picture passes', () => {
  expect(
    checkStreams({
      plan: { ...PLAN, streams: [] },
      kept: null,
      result: { streams: [PICTURE], sound: [] },
      pictureMicroseconds: { source: 0, result: 0 },
    }),
  ).toMatchObject([{ figure: '0 beside the picture, as planned' }, { figure: 'the source has none' }]);
});

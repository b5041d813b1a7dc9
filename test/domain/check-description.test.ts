import { checkDescription } from '../../src/domain/check-description.js';

type Plan = Parameters<typeof checkDescription>[0];
type Result = Parameters<typeof checkDescription>[1];

const MILLISECOND = { num: 1, den: 1000 };
const CHAPTERS = [{ timeBase: MILLISECOND, startTick: 1500, endTick: 3000, tags: { title: 'Two' } }];

const PLAN = {
  options: { codec: 'h264', crf: 18 },
  picture: {
    ...{ outputWidth: 1440, outputHeight: 1152, sampleAspectRatio: { num: 16, den: 11 } },
    ...{ matrix: 'bt470bg', range: 'tv', primaries: 'bt470bg', transfer: 'smpte170m' },
  },
  facts: { chapters: CHAPTERS, tags: { TITLE: 'Summer' } },
} as unknown as Plan;

const COLOR = { matrix: 'bt470bg', range: 'tv', primaries: 'bt470bg', transfer: 'smpte170m', chromaLocation: 'left' };
const VIDEO = {
  ...{ codec: 'h264', width: 1440, height: 1152, rotation: 0, sampleAspectRatio: { num: 16, den: 11 }, color: COLOR },
};
const RESULT = { video: VIDEO, chapters: CHAPTERS, tags: { title: 'Summer' } } as unknown as Result;

/** The result with something of it otherwise. */
function told(video: object, rest: object = {}): Result {
  return { ...RESULT, video: { ...RESULT.video, ...video }, ...rest };
}

test('a file that says what was planned passes', () => {
  expect(checkDescription(PLAN, RESULT)).toEqual({
    check: 'what the file says of itself',
    result: 'passed',
    figure: 'h264, 1440×1152, bt470bg tv, 1 chapter',
  });
});

test('a ratio that a coder had to round passes, and so does what it has no number for', () => {
  const rounded = { sampleAspectRatio: { num: 65_535, den: 45_055 }, color: { ...COLOR, primaries: null } };
  const rare = { ...PLAN, picture: { ...PLAN.picture, primaries: 'ebu3213' } };
  expect(() => checkDescription(rare, told(rounded))).not.toThrow();
});

test.each([
  [told({ codec: 'hevc' }), 'codec: hevc; planned was h264'],
  [told({ width: 1438 }), 'size: 1438×1152; planned was 1440×1152'],
  [told({ rotation: 90 }), 'rotation: 90; planned was 0'],
  [told({ sampleAspectRatio: { num: 1, den: 1 } }), 'shape of samples: 1:1; planned was 16:11'],
  [told({ color: { ...COLOR, matrix: null } }), 'colour matrix: nothing; planned was bt470bg'],
  [told({ color: { ...COLOR, range: 'pc' } }), 'colour range: pc; planned was tv'],
  [told({ color: { ...COLOR, primaries: 'bt709' } }), 'colour primaries: bt709; planned was bt470bg'],
  [told({ color: { ...COLOR, primaries: null } }), 'colour primaries: nothing; planned was bt470bg'],
  [told({ color: { ...COLOR, transfer: null } }), 'transfer: nothing; planned was smpte170m'],
  [told({ color: { ...COLOR, transfer: 'bt709' } }), 'transfer: bt709; planned was smpte170m'],
  [told({}, { chapters: [] }), 'number of chapters: 0; planned was 1'],
  [told({}, { chapters: [{ ...CHAPTERS[0], startTick: 1540 }] }), 'beginning of chapter 1: 1.54; planned was 1.5'],
  [told({}, { chapters: [{ ...CHAPTERS[0], tags: {} }] }), 'title of chapter 1: ; planned was Two'],
  [told({}, { tags: {} }), 'title: ; planned was Summer'],
])('what differs is named with both values: %#', (result, sentence) => {
  expect(() => checkDescription(PLAN, result)).toThrow(`The result says of its ${sentence}.`);
});

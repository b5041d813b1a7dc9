import type { OutputCheck } from '../contracts/activities.js';
import type { JobPlan } from '../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../contracts/failures.js';
import type { Rational, SourceFacts } from '../contracts/media.js';
import { resultCoding } from './result-coding.js';

/** Coders have 16 bits for each number of a ratio: longer ones are rounded. */
const SHAPE_TOLERANCE = 0.0005;
/** What x264 has no number for, so that its result says nothing of it. */
const PRIMARIES_WITHOUT_NUMBER: ReadonlySet<string> = new Set(['ebu3213', 'jedec-p22']);

/** Two of Matroska's ticks: each end is rounded. */
const CHAPTER_TOLERANCE_SECONDS = 0.002;

/**
 * What the result says of its picture is what was planned, and its chapters and title are the source's: a player goes by
 * nothing else.
 * @throws UpreelError `OutputMismatch` naming what differs with both values
 */
export function checkDescription(
  { picture, options, facts }: Pick<JobPlan, 'picture' | 'options'> & { readonly facts: Told },
  result: Told & Pick<SourceFacts, 'video'>,
): OutputCheck {
  const { video } = result;
  const { color } = video;
  expectSame('codec', video.codec, resultCoding(options, picture).codec);
  expectSame('size', `${video.width}×${video.height}`, `${picture.outputWidth}×${picture.outputHeight}`);
  expectSame('rotation', video.rotation, 0);
  expectSameShape(video.sampleAspectRatio, picture.sampleAspectRatio);
  expectSame('colour matrix', color.matrix, picture.matrix);
  expectSame('colour range', color.range, picture.range);
  const unsayable = color.primaries === null && PRIMARIES_WITHOUT_NUMBER.has(picture.primaries);
  if (!unsayable) expectSame('colour primaries', color.primaries, picture.primaries);
  expectSame('transfer', color.transfer, picture.transfer);
  expectSameChapters(result.chapters, facts.chapters);
  expectSame('title', titleOf(result), titleOf(facts));
  return {
    check: 'what the file says of itself',
    result: 'passed',
    figure: `${video.codec}, ${video.width}×${video.height}, ${picture.matrix} ${picture.range}, ${count(facts.chapters.length)}`,
  };
}

function expectSameShape(is: Rational, wanted: Rational): void {
  const ratio = (is.num * wanted.den) / (is.den * wanted.num);
  if (Math.abs(ratio - 1) > SHAPE_TOLERANCE) {
    expectSame('shape of samples', `${is.num}:${is.den}`, `${wanted.num}:${wanted.den}`);
  }
}

type Told = Pick<SourceFacts, 'chapters' | 'tags'>;

function expectSameChapters(is: SourceFacts['chapters'], wanted: SourceFacts['chapters']): void {
  expectSame('number of chapters', is.length, wanted.length);
  wanted.forEach((chapter, index) => {
    const found = is[index];
    if (found === undefined) return;
    const [start, from] = [seconds(found.startTick, found.timeBase), seconds(chapter.startTick, chapter.timeBase)];
    if (Math.abs(start - from) > CHAPTER_TOLERANCE_SECONDS)
      expectSame(`beginning of chapter ${index + 1}`, start, from);
    expectSame(`title of chapter ${index + 1}`, found.tags.title ?? '', chapter.tags.title ?? '');
  });
}

/** Containers differ in the case of their tags' names. */
function titleOf({ tags }: Told): string {
  return Object.entries(tags).find(([name]) => name.toLowerCase() === 'title')?.[1] ?? '';
}

function seconds(tick: number, { num, den }: Rational): number {
  return (tick * num) / den;
}

function count(chapters: number): string {
  return chapters === 1 ? '1 chapter' : `${chapters} chapters`;
}

function expectSame(what: string, is: string | number | null, wanted: string | number): void {
  if (is === wanted) return;
  throw new UpreelError(
    FailureType.OutputMismatch,
    `The result says of its ${what}: ${is ?? 'nothing'}; planned was ${wanted}.`,
  );
}

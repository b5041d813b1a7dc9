import type { OutputCheck } from '../contracts/activities.js';
import type { JobPlan, StreamDecision } from '../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../contracts/failures.js';

/** As the media tool's inspection gives it. */
interface Inspection {
  readonly streams: readonly { readonly type: string; readonly codec: string; readonly language: string | null }[];
  readonly sound: readonly {
    readonly span: {
      readonly firstMicroseconds: number;
      readonly lastMicroseconds: number;
      readonly endMicroseconds: number;
    } | null;
    readonly md5: string | null;
  }[];
}

interface Compared {
  readonly plan: Pick<JobPlan, 'streams' | 'container'> & { readonly facts: Pick<JobPlan['facts'], 'chapters'> };
  /** The streams file of the extraction, with the clock of the source; null where there is none. */
  readonly kept: Inspection | null;
  readonly result: Inspection;
  /** When the first frame is shown, by the clock of each. */
  readonly pictureMicroseconds: { readonly source: number; readonly result: number };
}

/** Matroska counts in milliseconds: rounded once at each end. */
const COPIED_TOLERANCE_MICROSECONDS = 1_500;
/** A coder adds a run-in and fills its last packet: of 1,024 samples each in AAC, which are 128 ms at 8 kHz. */
const TRANSCODED_TOLERANCE_MICROSECONDS = 130_000;

/**
 * What came with the picture is in the result, in the plan's order; copied sound is the source's to the byte, and all
 * sound begins and ends against the picture where it did.
 * @throws UpreelError `OutputMismatch` naming the stream and both values
 */
export function checkStreams({ plan, kept, result, pictureMicroseconds }: Compared): OutputCheck[] {
  const expected = plan.streams.filter(({ action }) => action !== 'drop');
  const [, ...found] = result.streams;
  const wanted = [...expected.map(({ type, codec, to }) => `${type} ${to ?? codec}`), ...chapterTrack(plan)];
  const listed = found.map(({ type, codec }) => `${type} ${codec}`);
  if (wanted.join() !== listed.join()) {
    throw mismatch(`The result holds ${list(listed)} beside its picture instead of ${list(wanted)}.`);
  }
  checkLanguages(kept?.streams ?? [], found);
  const tracks = expected.filter(({ type }) => type === 'audio');
  tracks.forEach((decision, position) => {
    const source = kept?.sound[position];
    const track = result.sound[position];
    if (decision.action === 'copy' && source?.md5 !== track?.md5) {
      throw mismatch(
        `The sound of stream ${decision.index} (${decision.codec}) is not the source's: its packets differ.`,
      );
    }
    checkPlace(decision, source?.span ?? null, track?.span ?? null, pictureMicroseconds);
  });
  return [
    { check: 'streams', result: 'passed', figure: `${expected.length} beside the picture, as planned` },
    { check: 'sound', result: 'passed', figure: soundFigure(tracks) },
  ];
}

type Span = Inspection['sound'][number]['span'];

function checkPlace(
  { index, action }: StreamDecision,
  source: Span,
  track: Span,
  picture: Compared['pictureMicroseconds'],
): void {
  if (source === null && track === null) return;
  if (source === null || track === null) throw mismatch(`The sound of stream ${index} has no packets in the result.`);
  const tolerance = action === 'copy' ? COPIED_TOLERANCE_MICROSECONDS : TRANSCODED_TOLERANCE_MICROSECONDS;
  const expectAt = (place: keyof typeof source, verb: string): void => {
    const wanted = source[place] - picture.source;
    const is = track[place] - picture.result;
    if (Math.abs(wanted - is) <= tolerance) return;
    throw mismatch(
      `The sound of stream ${index} ${verb} ${milliseconds(is)} ms after the first frame instead of ${milliseconds(wanted)} ms.`,
    );
  };
  expectAt('firstMicroseconds', 'begins');
  // Containers cut the same bytes into packets differently, and not all of them keep that a last packet is short: where
  // the last packets are the same they need not end alike.
  const sameLast = source.lastMicroseconds - picture.source - (track.lastMicroseconds - picture.result);
  if (Math.abs(sameLast) > tolerance) expectAt('endMicroseconds', 'ends');
}

/** MP4 keeps chapters in a track of their own. */
function chapterTrack({ container, facts }: Compared['plan']): string[] {
  return container === 'mp4' && facts.chapters.length > 0 ? ['data bin_data'] : [];
}

function checkLanguages(kept: Inspection['streams'], found: Inspection['streams']): void {
  kept.forEach(({ language }, position) => {
    const is = found[position]?.language ?? null;
    if (language !== is) {
      throw mismatch(
        `Stream ${position + 1} of the result has the language ${is ?? 'none'} instead of ${language ?? 'none'}.`,
      );
    }
  });
}

function soundFigure(tracks: readonly StreamDecision[]): string {
  if (tracks.length === 0) return 'the source has none';
  const copied = tracks.filter(({ action }) => action === 'copy').length;
  return `${copied} of ${tracks.length} tracks packet by packet, all in their place against the picture`;
}

function milliseconds(microseconds: number): string {
  return (microseconds / 1000).toFixed(1);
}

function list(items: readonly string[]): string {
  return items.length === 0 ? 'nothing' : items.join(', ');
}

function mismatch(sentence: string): UpreelError {
  return new UpreelError(FailureType.OutputMismatch, sentence);
}

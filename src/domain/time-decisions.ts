import type { Decision } from '../contracts/checkpoints.js';
import type { SourceFacts } from '../contracts/media.js';
import { clockOrigin, hasFreeClock } from './clock-origin.js';

interface Decoded {
  readonly ticks: readonly number[];
  readonly repairedFrames: number;
}

/** Far more than the pauses of one recording. */
const JUMP_SECONDS = 10;

/** What became of the source's clock, where the result's is another, or what looks like a fault is the source's own. */
export function timeDecisions(facts: SourceFacts, { ticks, repairedFrames }: Decoded): Decision[] {
  const { num, den } = facts.video.timeBase;
  const origin = clockOrigin(facts);
  const jumps = hasFreeClock(facts)
    ? ticks.flatMap((tick, frame) => {
        const seconds = ((tick - (ticks[frame - 1] ?? tick)) * num) / den;
        return seconds > JUMP_SECONDS ? [`by ${seconds.toFixed(1)} s at frame ${frame}`] : [];
      })
    : [];
  return [
    ...(origin === 0
      ? []
      : [
          {
            about: 'clock',
            decision: `begins at zero instead of ${(origin / 1e6).toFixed(3)} s, picture and sound alike`,
            why: `The clock of ${facts.format} files runs freely; players show its beginning as zero.`,
          },
        ]),
    ...(jumps.length === 0
      ? []
      : [
          {
            about: 'clock',
            decision: `jumps ahead as the source's does: ${list(jumps)}`,
            why: 'What lies between the recordings of one file is not for us to cut: the picture stands still.',
          },
        ]),
    ...(repairedFrames === 0
      ? []
      : [
          {
            about: 'time stamps',
            decision: `${repairedFrames} of ${ticks.length} frames were given one`,
            why: 'The source gives them none, or none that is later than that of the frame before.',
          },
        ]),
  ];
}

const LISTED = 5;

function list(jumps: readonly string[]): string {
  const more = jumps.length > LISTED ? `, and ${jumps.length - LISTED} times more` : '';
  return jumps.slice(0, LISTED).join(', ') + more;
}

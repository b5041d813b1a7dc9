import type { Precision } from '../contracts/job-options.js';
import { DEFAULT_MODEL, type VideoType } from '../contracts/models.js';
import type { Stack } from '../contracts/stack.js';
import { accountProcessorTime } from './account-processor-time.js';
import type { SpeedFigures } from './bench-report.js';
import type { BenchClips } from './make-bench-clips.js';
import { median } from './median.js';
import { type BenchJob, runBenchJob } from './run-bench-job.js';
import { timeInference } from './time-inference.js';

const ONE_FRAME_RUNS = 3;
/** A machine's own speed comes and goes, a virtual one's by more than what is looked for. */
const CLIP_RUNS = 3;

interface ClipRun extends Pick<SpeedFigures, 'efficiency' | 'pureSecondsPerFrame' | 'processorTime'> {
  readonly job: BenchJob;
}

/** One thing after the other: between two of them the stack is idle. */
export async function measureSpeed(
  stack: Stack,
  clips: BenchClips,
  { type, precision, say }: { readonly type: VideoType; readonly precision: Precision; readonly say: Say },
): Promise<SpeedFigures> {
  const model = DEFAULT_MODEL[type];
  const timeModel = (): Promise<number> => {
    say('Timing the model alone …\n');
    return timeInference(clips.rawFrames, { model, precision });
  };
  say(`Warming up ${model} in ${precision} …\n`);
  await runBenchJob(stack, clips.oneFrame, { type, precision });
  say('Jobs of one frame …\n');
  const oneFrame: BenchJob[] = [];
  while (oneFrame.length < ONE_FRAME_RUNS) oneFrame.push(await runBenchJob(stack, clips.oneFrame, { type, precision }));
  const runs: ClipRun[] = [];
  let before = await timeModel();
  while (runs.length < CLIP_RUNS) {
    say(`The clip, ${runs.length + 1} of ${CLIP_RUNS} …\n`);
    const endAccount = accountProcessorTime(stack.pids);
    const job = await runBenchJob(stack, clips.clip, { type, precision });
    const processorTime = endAccount();
    const after = await timeModel();
    const used = Math.min(before, after);
    const efficiency = (job.frames * used) / job.workflowSeconds;
    runs.push({ job, processorTime, efficiency, pureSecondsPerFrame: { before, after, used } });
    before = after;
  }
  const efficiencies = runs.map(({ efficiency }) => efficiency);
  const middle = runs[efficiencies.indexOf(median(efficiencies))];
  if (middle === undefined) throw new Error('the median is one of an odd number of values');
  const { job, ...figures } = middle;
  const oneFrameSeconds = median(oneFrame.map(({ workflowSeconds }) => workflowSeconds));
  const temporalMs = oneFrame.flatMap(({ batches }) =>
    batches.map(({ dispatchMs, answerMs }) => dispatchMs + answerMs),
  );
  return {
    type,
    model,
    precision,
    ...figures,
    efficiencies,
    workflowSeconds: job.workflowSeconds,
    stages: job.stages,
    oneFrameSeconds,
    fixedSeconds: oneFrameSeconds - figures.pureSecondsPerFrame.used,
    firstFramesSeconds: Math.min(...job.batches.map(({ completedMs }) => completedMs)) / 1000,
    temporalSecondsPerBatch: median(temporalMs) / 1000,
  };
}

export type Say = (text: string) => void;

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

/** One thing after the other: between two of them the stack is idle. */
export async function measureSpeed(
  stack: Stack,
  clips: BenchClips,
  { type, precision, say }: { readonly type: VideoType; readonly precision: Precision; readonly say: Say },
): Promise<SpeedFigures> {
  const model = DEFAULT_MODEL[type];
  say(`Warming up ${model} in ${precision} …\n`);
  await runBenchJob(stack, clips.oneFrame, { type, precision });
  say('Timing the model alone …\n');
  const before = await timeInference(clips.rawFrames, { model, precision });
  say('Jobs of one frame …\n');
  const oneFrame: BenchJob[] = [];
  while (oneFrame.length < ONE_FRAME_RUNS) oneFrame.push(await runBenchJob(stack, clips.oneFrame, { type, precision }));
  say('The clip …\n');
  const endAccount = accountProcessorTime(stack.pids);
  const job = await runBenchJob(stack, clips.clip, { type, precision });
  const processorTime = endAccount();
  say('Timing the model alone again …\n');
  const after = await timeInference(clips.rawFrames, { model, precision });
  const used = Math.min(before, after);
  const oneFrameSeconds = median(oneFrame.map(({ workflowSeconds }) => workflowSeconds));
  const temporalMs = oneFrame.flatMap(({ batches }) =>
    batches.map(({ dispatchMs, answerMs }) => dispatchMs + answerMs),
  );
  return {
    type,
    model,
    precision,
    efficiency: (job.frames * used) / job.workflowSeconds,
    pureSecondsPerFrame: { before, after, used },
    workflowSeconds: job.workflowSeconds,
    stages: job.stages,
    oneFrameSeconds,
    fixedSeconds: oneFrameSeconds - used,
    firstFramesSeconds: Math.min(...job.batches.map(({ completedMs }) => completedMs)) / 1000,
    temporalSecondsPerBatch: median(temporalMs) / 1000,
    processorTime,
  };
}

export type Say = (text: string) => void;

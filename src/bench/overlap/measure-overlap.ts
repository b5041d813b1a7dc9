import { join } from 'node:path';

import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { guardActivities } from '../../activities/guard-activities.js';
import { createMediaTool } from '../../adapters/ffmpeg/create-media-tool.js';
import { createObjectStore } from '../../adapters/s3/create-object-store.js';
import { loadMediaToolPaths } from '../../config/tool-paths.js';
import type { Stack } from '../../contracts/stack.js';
import { TASK_QUEUES } from '../../contracts/temporal-names.js';
import { createLocalAwsClients } from '../../local/aws-clients.js';
import { startLocalStack } from '../../local/start-local-stack.js';
import type { OverlapFigures, OverlapTurn } from '../bench-report.js';
import { OVERLAP_CLIP, type OverlapClips } from '../make-bench-clips.js';
import type { Say } from '../measure-speed.js';
import { median } from '../median.js';
import { runBenchJob } from '../run-bench-job.js';
import { createPacedBatches } from './paced-batches.js';

/** A fleet for which extraction, on two cores, is half of a job. */
const FLEET = { slots: 4, framesPerSecond: 170 } as const;

const JOBS_EACH = 3;

/** The same job with and without batches beside extraction, on stacks of their own; GPU workers are played. */
export async function measureOverlap(
  clips: OverlapClips,
  { directory, say }: { readonly directory: string; readonly say: Say },
): Promise<OverlapFigures> {
  const turns = async (overlapSeconds: number | undefined, name: string): Promise<OverlapTurn[]> => {
    const local = await startLocalStack({
      dataDirectory: join(directory, name),
      gpuWorkers: 0,
      write: (line) => {
        say(`${line}\n`);
      },
      ...(overlapSeconds !== undefined && { overlapSeconds }),
    });
    try {
      return await withFleet(local.stack, directory, async () => {
        say('Warming up …\n');
        await runJob(local.stack, clips.short);
        const measured: OverlapTurn[] = [];
        for (let job = 1; job <= JOBS_EACH; job += 1) {
          say(`Job ${job} of ${JOBS_EACH}, ${name} …\n`);
          measured.push(await runJob(local.stack, clips.clip));
        }
        return measured;
      });
    } finally {
      await local.stop();
    }
  };
  // What its batches have to say is thousands of lines.
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const apart = await turns(0, 'apart');
  const beside = await turns(undefined, 'beside');
  const seconds = (jobs: readonly OverlapTurn[]): number => median(jobs.map(({ workflowSeconds }) => workflowSeconds));
  return { ...OVERLAP_CLIP, ...FLEET, apart, beside, ratio: seconds(beside) / seconds(apart) };
}

async function runJob(stack: Stack, clip: string): Promise<OverlapTurn> {
  const { workflowSeconds, stages } = await runBenchJob(stack, clip, { type: 'real', scale: 2 });
  return { workflowSeconds, stages };
}

async function withFleet<T>(stack: Stack, directory: string, work: () => Promise<T>): Promise<T> {
  const clients = createLocalAwsClients(stack.aws);
  const connection = await NativeConnection.connect({ address: stack.temporal.address });
  try {
    const worker = await Worker.create({
      connection,
      namespace: stack.temporal.namespace,
      taskQueue: TASK_QUEUES.gpu,
      maxConcurrentActivityTaskExecutions: FLEET.slots,
      activities: guardActivities(
        createPacedBatches({
          store: createObjectStore({ client: clients.s3 }),
          media: createMediaTool(loadMediaToolPaths()),
          directory,
          secondsPerFrame: FLEET.slots / FLEET.framesPerSecond,
        }),
      ),
    });
    return await worker.runUntil(work);
  } finally {
    await connection.close();
    clients.close();
  }
}

import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';

import { withStubModel } from '../bench/stub-model.js';
import { readVersions } from '../bench/read-versions.js';
import type { ModelId } from '../contracts/models.js';
import { startLocalStack } from '../local/start-local-stack.js';
import { countRequests } from './count-requests.js';
import type { LoadReport, WaveFigures } from './load-report.js';
import { makeLoadClip } from './make-load-clip.js';
import { runWave, type TenantJobs } from './run-wave.js';

export interface LoadRequest {
  readonly jobs: number;
  /** Jobs of the tenant that comes first, and of the one that comes after it. */
  readonly large: number;
  readonly small: number;
  /** Jobs whose requests are counted. */
  readonly counted: number;
  /** An empty directory for everything of the run. */
  readonly directory: string;
  readonly ffmpeg: string;
  /** Takes a line about how far it is. */
  readonly say: (line: string) => void;
}

/** Twice the size: the least that the pipeline is asked for. */
const SCALE = 2;

/** Each wave on a fresh stack, so that memory and processor time are its own. */
export async function runLoad({
  jobs,
  large,
  small,
  counted,
  directory,
  ffmpeg,
  say,
}: LoadRequest): Promise<LoadReport> {
  const clip = await makeLoadClip(ffmpeg, directory);
  const wave = (name: string, tenants: readonly TenantJobs[]) =>
    withStubModel(
      directory,
      (model) => onFreshStack(join(directory, name), model, { clip: clip.path, tenants, say }),
      SCALE,
    );
  return {
    clip: { width: clip.width, height: clip.height, frames: clip.frames, scale: SCALE },
    one: jobs === 0 ? null : await wave('one', [{ tenant: 'one', jobs }]),
    two:
      large === 0
        ? null
        : await wave('two', [
            { tenant: 'large', jobs: large },
            { tenant: 'small', jobs: small },
          ]),
    requests:
      counted === 0
        ? null
        : await withStubModel(
            directory,
            (model) => countRequests({ jobs: counted, model, scale: SCALE, clip: clip.path, directory, say }),
            SCALE,
          ),
    machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: availableParallelism(), memoryBytes: totalmem() },
    versions: await readVersions(),
  };
}

async function onFreshStack(
  dataDirectory: string,
  model: ModelId,
  { say, ...wave }: { readonly clip: string; readonly tenants: readonly TenantJobs[] } & Pick<LoadRequest, 'say'>,
): Promise<WaveFigures> {
  const local = await startLocalStack({ dataDirectory, write: say });
  try {
    return await runWave({ stack: local.stack, model, say, scale: SCALE, ...wave });
  } finally {
    await local.stop();
  }
}

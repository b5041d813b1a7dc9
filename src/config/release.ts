import { readFileSync } from 'node:fs';

/** What Temporal calls this build of the workflows. */
export interface WorkerVersion {
  readonly deploymentName: string;
  /** `<version>-<digest of the build>`: the same for equal files, wherever they were built. */
  readonly buildId: string;
}

const DEPLOYMENT_NAME = 'upreel';

/** Written by the build, beside what it names. */
const RELEASE_FILE = new URL('../release.json', import.meta.url);

/**
 * The version of this build's workflows, where the deployment has several at a time: `UPREEL_WORKER_VERSIONING=true`. A
 * job then stays with the build that began it. `UPREEL_BUILD_ID` is the name of the image that the build is in, which
 * changes with all that is in it.
 */
export function loadWorkerVersion(env: NodeJS.ProcessEnv = process.env, file = RELEASE_FILE): WorkerVersion | null {
  if (env.UPREEL_WORKER_VERSIONING !== 'true') return null;
  const given = env.UPREEL_BUILD_ID ?? '';
  if (given !== '') return { deploymentName: DEPLOYMENT_NAME, buildId: given };
  const { buildId } = JSON.parse(readFileSync(file, 'utf8')) as { readonly buildId: string };
  return { deploymentName: DEPLOYMENT_NAME, buildId };
}

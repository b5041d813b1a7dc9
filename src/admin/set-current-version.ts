import { type Connection, isGrpcServiceError } from '@temporalio/client';

/** As the workers of `upreel-jobs` call themselves. */
interface WorkerVersion {
  readonly deploymentName: string;
  readonly buildId: string;
}

interface Request {
  readonly connection: Connection;
  readonly namespace: string;
  /** null: this deployment's workers have no versions. */
  readonly version: WorkerVersion | null;
}

const NOT_FOUND = 5;
const FAILED_PRECONDITION = 9;

/**
 * New jobs begin on this version from now on; running ones stay where they are. The first version of all is set before
 * its workers run, since nothing else could take a job; a later one only when they do.
 * @throws Error when workers of an earlier version run, and none of this one
 */
export async function setCurrentVersion({ connection, namespace, version }: Request): Promise<string> {
  if (version === null) return 'Workers have no versions (UPREEL_WORKER_VERSIONING is not true).';
  const { deploymentName, buildId } = version;
  const current = await currentBuildId({ connection, namespace, deploymentName });
  if (current === buildId) return `New jobs begin on version ${buildId}.`;
  try {
    await connection.workflowService.setWorkerDeploymentCurrentVersion({
      namespace,
      deploymentName,
      buildId,
      allowNoPollers: current === null,
      ignoreMissingTaskQueues: current === null,
    });
  } catch (error) {
    if (!hasCode(error, FAILED_PRECONDITION) && !hasCode(error, NOT_FOUND)) throw error;
    throw new Error(
      `Version ${buildId} has no workers yet, and new jobs go on beginning on ${String(current)}: ` +
        'start the jobs workers of this version, then run this again.',
      { cause: error },
    );
  }
  return `New jobs begin on version ${buildId}; it was ${current ?? 'none'}.`;
}

async function currentBuildId(request: {
  readonly connection: Connection;
  readonly namespace: string;
  readonly deploymentName: string;
}): Promise<string | null> {
  const { connection, ...deployment } = request;
  try {
    const { workerDeploymentInfo } = await connection.workflowService.describeWorkerDeployment(deployment);
    const current = workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId ?? '';
    return current === '' ? null : current;
  } catch (error) {
    if (hasCode(error, NOT_FOUND)) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: number): boolean {
  if (!isGrpcServiceError(error)) return false;
  const found: number = error.code;
  return found === code;
}

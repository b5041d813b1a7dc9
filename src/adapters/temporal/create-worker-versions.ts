import { type Client, isGrpcServiceError } from '@temporalio/client';
import proto from '@temporalio/proto';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { WorkerVersions } from '../../ports/worker-versions.js';

const { VERSION_DRAINAGE_STATUS_DRAINED } = proto.temporal.api.enums.v1.VersionDrainageStatus;

const ANSWER_WITHIN_MS = 10_000;
const NOT_FOUND = 5;

/** Temporal's worker deployment of one name behind the WorkerVersions port. */
export function createWorkerVersions({
  client,
  deploymentName,
}: {
  readonly client: Client;
  readonly deploymentName: string;
}): WorkerVersions {
  return {
    async isDrained(buildId) {
      try {
        const { workerDeploymentVersionInfo } = await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
          client.workflowService.describeWorkerDeploymentVersion({
            namespace: client.options.namespace,
            deploymentVersion: { deploymentName, buildId },
          }),
        );
        return workerDeploymentVersionInfo?.drainageInfo?.status === VERSION_DRAINAGE_STATUS_DRAINED;
      } catch (error) {
        // Temporal forgets a version that nothing can be bound to.
        if (isNotFound(error)) return true;
        throw new UpreelError(
          FailureType.Unavailable,
          `Temporal could not say whether version ${buildId} is drained.`,
          {
            cause: error,
          },
        );
      }
    },
  };
}

function isNotFound(error: unknown): boolean {
  const code: number | null = isGrpcServiceError(error) ? error.code : null;
  return code === NOT_FOUND;
}

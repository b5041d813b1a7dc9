import { ECSClient } from '@aws-sdk/client-ecs';
import { createJobsServices } from '../adapters/ecs/create-jobs-services.js';
import { createLog } from '../adapters/logs/create-log.js';
import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { createTemporalConnection } from '../adapters/temporal/create-temporal-connection.js';
import { createWorkerVersions } from '../adapters/temporal/create-worker-versions.js';
import { initialiseTemporal } from '../admin/initialise-temporal.js';
import { loadCluster } from '../config/fleet-config.js';
import { loadReconcileSeconds } from '../config/reconcile-config.js';
import { loadWorkerVersion } from '../config/release.js';
import { FailureType, UpreelError } from '../contracts/failures.js';
import type { JobsServices } from '../ports/jobs-services.js';
import type { WorkerVersions } from '../ports/worker-versions.js';
import { composeOnce } from './compose-once.js';
import { deployedTemporal } from './deployed-temporal.js';
import type { Log } from './log.js';

export interface RollOutDeps {
  /** Makes Temporal fit for this build, and this build the current one once its workers poll. */
  readonly initialise: () => Promise<readonly string[]>;
  readonly versions: WorkerVersions;
  readonly services: JobsServices;
  /** Of the deployment's jobs workers. */
  readonly buildId: string;
  readonly log: Log;
}

/**
 * What a deploy leaves to be done, called until it is done and again after: new jobs begin on the new build, and the
 * services of earlier builds go when their last job has ended.
 * @throws Error while the new build has no workers; nothing is removed then
 */
export function createRollOutHandler({ initialise, versions, services, buildId, log }: RollOutDeps) {
  return async (): Promise<void> => {
    const lines = await initialise();
    log.info({ lines }, 'Temporal is fit for this build');
    for (const service of await services.list()) {
      if (service.buildId === buildId || !(await versions.isDrained(service.buildId))) continue;
      await services.remove(service.id);
      log.info(service, 'the workers of a drained build are gone');
    }
  };
}

/** The Lambda function, called by a schedule. */
export const handler = composeOnce(async () => {
  const version = loadWorkerVersion();
  if (version === null) throw new UpreelError(FailureType.InvalidInput, 'UPREEL_WORKER_VERSIONING must be true.');
  const { deploymentName, buildId } = version;
  const temporal = await deployedTemporal();
  const client = createTemporalClient(temporal);
  const settings = { namespace: temporal.namespace, reconcileSeconds: loadReconcileSeconds('deployed'), version };
  return createRollOutHandler({
    initialise: async () => {
      const connection = createTemporalConnection(temporal);
      try {
        await connection.ensureConnected();
        return (await initialiseTemporal({ connection, ...settings })).lines;
      } finally {
        await connection.close();
      }
    },
    versions: createWorkerVersions({ client, deploymentName }),
    services: createJobsServices({ client: new ECSClient(), cluster: loadCluster() }),
    buildId,
    log: createLog('roll-out'),
  });
});

import { fileURLToPath } from 'node:url';
import { createJobsActivities } from '../activities/jobs/create-jobs-activities.js';
import { meterObjectStore } from '../activities/meter-object-store.js';
import { createReconcileActivities } from '../activities/reconcile/create-reconcile-activities.js';
import { createAwsClients } from '../adapters/aws/create-aws-clients.js';
import { createJobTable } from '../adapters/dynamodb/create-job-table.js';
import { createObjectStore } from '../adapters/s3/create-object-store.js';
import { createNotifier } from '../adapters/sns/create-notifier.js';
import { createFleet } from '../adapters/temporal/create-fleet.js';
import { createJobControl } from '../adapters/temporal/create-job-control.js';
import { createTaskQueues } from '../adapters/temporal/create-task-queues.js';
import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { loadAwsConfig } from '../config/aws-config.js';
import { loadEstimateConfig } from '../config/estimate-config.js';
import { loadIntakeConfig } from '../config/intake-config.js';
import { loadReconcileConfig } from '../config/reconcile-config.js';
import { loadWorkerVersion } from '../config/release.js';
import { loadTemporalConfig } from '../config/temporal-config.js';
import { loadTraceConfig } from '../config/trace-config.js';
import { TASK_QUEUES } from '../contracts/temporal-names.js';
import { beginCounters } from './begin-counters.js';
import { reportQueues } from './report-queues.js';
import { runEntry } from './run-entry.js';
import { runWorker } from './run-worker.js';
import { warnOfUnfairness } from './warn-of-unfairness.js';

await runEntry('jobs-worker', async (context) => {
  const { config, log } = context;
  const aws = loadAwsConfig();
  const clients = createAwsClients(aws);
  const temporal = createTemporalClient({ ...loadTemporalConfig(), traced: loadTraceConfig() !== null });
  const deps = {
    table: createJobTable({ client: clients.dynamodb, table: aws.table }),
    notifier: createNotifier({ client: clients.sns, topics: aws.topics }),
    store: meterObjectStore(createObjectStore({ client: clients.s3 })),
  };
  const { source: sourceBucket, processed: processedBucket, final: finalBucket } = aws.buckets;

  beginCounters(temporal.options.namespace);
  const endReport = reportQueues(createTaskQueues({ client: temporal }), log);
  try {
    await warnOfUnfairness(temporal, log);
    await runWorker(
      {
        taskQueue: TASK_QUEUES.jobs,
        // Made by the build: what runs is what was tested and replayed.
        workflowBundle: { codePath: fileURLToPath(new URL('../workflows/bundle.js', import.meta.url)) },
        activities: {
          ...createJobsActivities({
            ...deps,
            stallMs: config.stallMs,
            estimates: loadEstimateConfig(),
            worker: config.workerName,
            fleet: createFleet({ client: temporal }),
          }),
          ...createReconcileActivities({
            ...deps,
            control: createJobControl({ client: temporal }),
            sourceBucket,
            processedBucket,
            deployment: { processedBucket, finalBucket, ...loadIntakeConfig() },
            ...loadReconcileConfig(),
          }),
        },
      },
      context,
      loadWorkerVersion(),
    );
  } finally {
    endReport();
    await temporal.connection.close();
  }
});

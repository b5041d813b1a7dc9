import { fileURLToPath } from 'node:url';
import { createJobsActivities } from '../activities/jobs/create-jobs-activities.js';
import { createAwsClients } from '../adapters/aws/create-aws-clients.js';
import { createJobTable } from '../adapters/dynamodb/create-job-table.js';
import { createObjectStore } from '../adapters/s3/create-object-store.js';
import { createNotifier } from '../adapters/sns/create-notifier.js';
import { loadAwsConfig } from '../config/aws-config.js';
import { loadWorkerConfig } from '../config/worker-config.js';
import { TASK_QUEUES } from '../contracts/temporal-names.js';
import { runWorker } from './run-worker.js';

const aws = loadAwsConfig();
const { stallMs, drainSeconds } = loadWorkerConfig();
const clients = createAwsClients(aws);

await runWorker(
  {
    taskQueue: TASK_QUEUES.jobs,
    // Made by the build: what runs is what was tested and replayed.
    workflowBundle: { codePath: fileURLToPath(new URL('../workflows/bundle.js', import.meta.url)) },
    activities: createJobsActivities({
      table: createJobTable({ client: clients.dynamodb, table: aws.table }),
      notifier: createNotifier({ client: clients.sns, topics: aws.topics }),
      store: createObjectStore({ client: clients.s3 }),
      stallMs,
    }),
  },
  drainSeconds,
);

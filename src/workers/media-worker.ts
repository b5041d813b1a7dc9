import { createMediaActivities } from '../activities/media/create-media-activities.js';
import { meterObjectStore } from '../activities/meter-object-store.js';
import { createAwsClients } from '../adapters/aws/create-aws-clients.js';
import { createJobTable } from '../adapters/dynamodb/create-job-table.js';
import { createMediaTool } from '../adapters/ffmpeg/create-media-tool.js';
import { createPictureCodec } from '../adapters/pictures/create-picture-codec.js';
import { openWorkerDirectory } from '../adapters/processes/worker-directory.js';
import { createObjectStore } from '../adapters/s3/create-object-store.js';
import { createFleet } from '../adapters/temporal/create-fleet.js';
import { createJobSignals } from '../adapters/temporal/create-job-signals.js';
import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { loadAwsConfig } from '../config/aws-config.js';
import { loadEstimateConfig } from '../config/estimate-config.js';
import { loadMediaLimits } from '../config/media-limits-config.js';
import { loadTemporalConfig } from '../config/temporal-config.js';
import { loadMediaToolPaths } from '../config/tool-paths.js';
import { WORKER_SLOTS } from '../contracts/fleet.js';
import { TASK_QUEUES } from '../contracts/temporal-names.js';
import { protectTask } from './protect-task.js';
import { runEntry } from './run-entry.js';
import { runWorker } from './run-worker.js';

await runEntry('media-worker', async (context) => {
  const { config, log } = context;
  const aws = loadAwsConfig();
  const clients = createAwsClients(aws);
  const directory = await openWorkerDirectory(config.workDirectory);
  const media = createMediaTool({ ...loadMediaToolPaths(), limits: loadMediaLimits(), noteChild: directory.noteChild });
  const temporal = createTemporalClient(loadTemporalConfig());
  try {
    await media.warm();
    await runWorker(
      {
        taskQueue: TASK_QUEUES.media,
        maxConcurrentActivityTaskExecutions: WORKER_SLOTS.media,
        activities: protectTask(
          createMediaActivities({
            store: meterObjectStore(createObjectStore({ client: clients.s3 })),
            table: createJobTable({ client: clients.dynamodb, table: aws.table }),
            media,
            pictures: createPictureCodec(),
            workDirectory: directory.path,
            stallMs: config.stallMs,
            batchFrames: config.batchFrames,
            signals: createJobSignals({ client: temporal }),
            overlapMs: config.overlapMs,
            estimates: loadEstimateConfig(),
            worker: config.workerName,
            fleet: createFleet({ client: temporal }),
          }),
          config,
          log,
        ),
      },
      context,
    );
  } finally {
    await temporal.connection.close();
    await directory.remove();
  }
});

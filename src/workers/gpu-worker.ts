import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { createGpuActivities } from '../activities/gpu/create-gpu-activities.js';
import { createAwsClients } from '../adapters/aws/create-aws-clients.js';
import { createMediaTool } from '../adapters/ffmpeg/create-media-tool.js';
import { defaultSessions } from '../adapters/onnx/default-sessions.js';
import { createModelStore } from '../adapters/onnx/model-store.js';
import { createUpscalerProvider } from '../adapters/onnx/onnx-upscaler.js';
import { createPictureCodec } from '../adapters/pictures/create-picture-codec.js';
import { createObjectStore } from '../adapters/s3/create-object-store.js';
import { loadAwsConfig } from '../config/aws-config.js';
import { cacheDirectory } from '../config/cache-directory.js';
import { loadMediaToolPaths } from '../config/tool-paths.js';
import { loadWorkerConfig } from '../config/worker-config.js';
import { DEFAULT_MODEL } from '../contracts/models.js';
import { TASK_QUEUES } from '../contracts/temporal-names.js';
import { runWorker } from './run-worker.js';

/** While one batch's last frames are coded and stored, the next one's first are on the device. */
const BATCHES_AT_A_TIME = 2;

const aws = loadAwsConfig();
const { workDirectory, stallMs, drainSeconds, sessions } = loadWorkerConfig();
const clients = createAwsClients(aws);
const media = createMediaTool(loadMediaToolPaths());
const machine = { cores: sessions ?? availableParallelism(), memoryBytes: totalmem() };
const upscalers = createUpscalerProvider({
  graphs: createModelStore({ directory: join(cacheDirectory(), 'models') }),
  ...defaultSessions(machine),
});
// Nothing that the first job would wait for is left to do once this worker polls.
const warmModels = Object.values(DEFAULT_MODEL).map((model) =>
  upscalers.load({ model, precision: 'fp32', bitDepth: 8 }),
);
await Promise.all([media.warm(), ...warmModels]);

try {
  await runWorker(
    {
      taskQueue: TASK_QUEUES.gpu,
      maxConcurrentActivityTaskExecutions: BATCHES_AT_A_TIME,
      activities: createGpuActivities({
        store: createObjectStore({ client: clients.s3 }),
        media,
        pictures: createPictureCodec(),
        upscalers,
        workDirectory,
        stallMs,
      }),
    },
    drainSeconds,
  );
} finally {
  await upscalers.close();
}

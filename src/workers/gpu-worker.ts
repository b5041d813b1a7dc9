import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createGpuActivities } from '../activities/gpu/create-gpu-activities.js';
import { meterObjectStore } from '../activities/meter-object-store.js';
import { createAwsClients } from '../adapters/aws/create-aws-clients.js';
import { runCommand } from '../adapters/fetch/run-command.js';
import { createMediaTool } from '../adapters/ffmpeg/create-media-tool.js';
import { chooseDevice } from '../adapters/onnx/device/choose-device.js';
import { deviceSettings } from '../adapters/onnx/device/device-settings.js';
import { precisionsOf } from '../adapters/onnx/device/precisions-of.js';
import { thisMachine } from '../adapters/onnx/device/this-machine.js';
import { createModelStore } from '../adapters/onnx/model-store.js';
import { createUpscalerProvider } from '../adapters/onnx/onnx-upscaler.js';
import { createPictureCodec } from '../adapters/pictures/create-picture-codec.js';
import { openWorkerDirectory } from '../adapters/processes/worker-directory.js';
import { createObjectStore } from '../adapters/s3/create-object-store.js';
import { createFleet } from '../adapters/temporal/create-fleet.js';
import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { loadAwsConfig } from '../config/aws-config.js';
import { cacheDirectory } from '../config/cache-directory.js';
import { keepHugePagesFromChildren } from '../config/huge-pages.js';
import { loadTemporalConfig } from '../config/temporal-config.js';
import { loadMediaToolPaths } from '../config/tool-paths.js';
import { WORKER_SLOTS } from '../contracts/fleet.js';
import { DEFAULT_MODEL } from '../contracts/models.js';
import { TASK_QUEUES } from '../contracts/temporal-names.js';
import { protectTask } from './protect-task.js';
import { requireSoundModels } from './require-sound-models.js';
import { runEntry } from './run-entry.js';
import { runWorker } from './run-worker.js';

/** A hung session is found out before its whole batch is given up. */
const SESSION_SHARE_OF_STALL = 0.75;

await runEntry('gpu-worker', async (context) => {
  const { config, log } = context;
  // Frames of megabytes come and go beside a heap of 30 MB: marked bit by bit, each of its many collections costs four
  // times what it costs at once, 4 ms of processor time a frame of 704×576.
  setFlagsFromString('--no-incremental-marking');
  keepHugePagesFromChildren();
  const aws = loadAwsConfig();
  const clients = createAwsClients(aws);
  const { device, why } = await chooseDevice(config.device, thisMachine());
  log.info({ device }, `gpu-worker runs models on ${device}: ${why}.`);
  const models = createModelStore({
    directory: join(cacheDirectory(), 'models'),
    precisions: () => Promise.resolve(precisionsOf(device)),
  });
  await requireSoundModels(models);
  const directory = await openWorkerDirectory(config.workDirectory);
  const media = createMediaTool({ ...loadMediaToolPaths(), noteChild: directory.noteChild });
  const machine = { cores: availableParallelism(), memoryBytes: totalmem(), sessions: config.sessions };
  const upscalers = createUpscalerProvider({
    graphs: models,
    device,
    ...(await deviceSettings({ device, ...machine, run: runCommand })),
    stallMs: config.stallMs * SESSION_SHARE_OF_STALL,
  });
  const temporal = createTemporalClient(loadTemporalConfig());
  try {
    // Nothing that the first job would wait for is left to do once this worker polls.
    const warmModels = Object.values(DEFAULT_MODEL).map(async (model) => {
      const { device: how } = await upscalers.load({ model, precision: 'fp32', bitDepth: 8 });
      log.info({ model }, `gpu-worker runs ${model} in fp32 on ${how}.`);
    });
    await Promise.all([media.warm(), ...warmModels]);
    await runWorker(
      {
        taskQueue: TASK_QUEUES.gpu,
        maxConcurrentActivityTaskExecutions: WORKER_SLOTS.gpu,
        activities: protectTask(
          createGpuActivities({
            store: meterObjectStore(createObjectStore({ client: clients.s3 })),
            media,
            pictures: createPictureCodec(),
            upscalers,
            workDirectory: directory.path,
            stallMs: config.stallMs,
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
    await upscalers.close();
    await temporal.connection.close();
    await directory.remove();
  }
});

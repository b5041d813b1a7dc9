import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  Capability,
  type ContainerDefinition,
  ContainerImage,
  LinuxParameters,
  LogDrivers,
  Secret as EcsSecret,
  type TaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { DockerImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import type { Construct } from 'constructs';
import { logRetention, resourceEnvironment, type Resources } from '../resources.js';
import { DRAIN_SECONDS, STOP_TIMEOUT_SECONDS } from './drain.js';
import type { WorkerKind } from './worker-images.js';

/** As the Dockerfile makes it. */
const USER = '1000:1000';

/** The only places that a worker can write to. */
const WRITABLE = { work: '/var/lib/upreel', tmp: '/tmp' };

/** Of the task itself: nothing comes in from outside. */
const METRICS_ADDRESS = '127.0.0.1:9464';

/** A file that the worker touches while it is in order. */
const HEALTH_CHECK = ['CMD', '/usr/local/bin/upreel-healthy'];

interface Props {
  readonly kind: WorkerKind;
  readonly image: DockerImageAsset;
  readonly resources: Resources;
  readonly environment?: Readonly<Record<string, string>>;
  readonly memoryLimitMiB?: number;
  readonly gpuCount?: number;
}

/**
 * The container that a worker, and the ffmpeg it runs on strangers' files, is shut into: its root is read-only, its user
 * nobody in particular, without any capability of Linux; processes and memory are bounded.
 */
export function addWorkerContainer(scope: Construct, task: TaskDefinition, props: Props): ContainerDefinition {
  const { kind, image, resources, environment = {}, memoryLimitMiB, gpuCount } = props;
  const logGroup = new LogGroup(scope, `${kind}-logs`, {
    retention: logRetention(resources.parameters),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const linuxParameters = new LinuxParameters(scope, `${kind}-linux`, { initProcessEnabled: true });
  linuxParameters.dropCapabilities(Capability.ALL);
  const secret = (field: string) => EcsSecret.fromSecretsManager(resources.temporal, field);
  const container = task.addContainer('worker', {
    image: ContainerImage.fromDockerImageAsset(image),
    environment: {
      ...resourceEnvironment(resources),
      UPREEL_DRAIN_SECONDS: String(DRAIN_SECONDS),
      UPREEL_METRICS_ADDRESS: METRICS_ADDRESS,
      // No collector beside each worker: CloudWatch reads the metrics out of the log.
      UPREEL_METRICS_IN_LOG: 'true',
      UPREEL_BATCH_FRAMES: String(resources.parameters.batchFrames),
      ...environment,
    },
    secrets: {
      UPREEL_TEMPORAL_ADDRESS: secret('address'),
      UPREEL_TEMPORAL_NAMESPACE: secret('namespace'),
      UPREEL_TEMPORAL_API_KEY: secret('apiKey'),
    },
    user: USER,
    readonlyRootFilesystem: true,
    linuxParameters,
    stopTimeout: Duration.seconds(STOP_TIMEOUT_SECONDS),
    healthCheck: {
      command: HEALTH_CHECK,
      interval: Duration.seconds(30),
      timeout: Duration.seconds(5),
      retries: 3,
      // Models are loaded and tried out before the first poll.
      startPeriod: Duration.seconds(300),
    },
    logging: LogDrivers.awsLogs({ logGroup, streamPrefix: kind }),
    memoryLimitMiB,
    gpuCount,
  });
  Validations.of(task).acknowledge({
    id: 'AwsSolutions-ECS2',
    reason: 'Only names of resources and settings are said so; how to reach Temporal comes from its secret.',
  });
  for (const [name, containerPath] of Object.entries(WRITABLE)) {
    task.addVolume({ name });
    container.addMountPoints({ sourceVolume: name, containerPath, readOnly: false });
  }
  return container;
}

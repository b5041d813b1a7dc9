import { CfnOutput, RemovalPolicy, Tags, Validations } from 'aws-cdk-lib';
import {
  type BaseService,
  CfnService,
  CfnTaskDefinition,
  Cluster,
  Ec2Service,
  Ec2TaskDefinition,
  FargateService,
  FargateTaskDefinition,
  NetworkMode,
} from 'aws-cdk-lib/aws-ecs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BUILD_ID_TAG, type ScaledQueue } from '../../src/contracts/fleet.js';
import { logRetention, type Resources } from '../resources.js';
import { GpuCapacity } from './gpu-capacity.js';
import { Network } from './network.js';
import { scaleOnMissing } from './scale-on-missing.js';
import { addWorkerContainer } from './worker-container.js';
import { createWorkerImage, type WorkerKind } from './worker-images.js';
import { workerPermissions } from './worker-permissions.js';

/** What a whole film and its parts take; a larger source is refused before any work. */
const MEDIA_DISK_GIB = 200;

/** The smallest of the GPU machines has 16 GiB; the system and the agent keep the rest. */
const GPU_TASK_MEMORY_MIB = 14_000;

const BUILD_ID_LENGTH = 12;

/** The cluster with a service a task queue. */
export class Workers extends Construct {
  readonly cluster: Cluster;
  /** Of the jobs workers of this template. */
  readonly buildId: string;
  readonly scaled: Readonly<Record<ScaledQueue, BaseService>>;
  readonly #resources: Resources;
  readonly #network: Network;

  constructor(scope: Construct, id: string, resources: Resources) {
    super(scope, id);
    const { parameters } = resources;
    this.#resources = resources;
    this.#network = new Network(this, 'Network', { ...parameters, logRetention: logRetention(parameters) });
    this.cluster = new Cluster(this, 'Cluster', { vpc: this.#network.vpc });
    Validations.of(this.cluster).acknowledge({
      id: 'AwsSolutions-ECS4',
      reason: "The workers' own metrics say what Container Insights would, which costs also while nothing runs.",
    });
    this.buildId = this.#addJobs();
    this.scaled = { media: this.#addMedia(), gpu: this.#addGpu() };
    scaleOnMissing(this.scaled.media, 'media', parameters.maxMediaWorkers);
    scaleOnMissing(this.scaled.gpu, 'gpu', parameters.maxGpuWorkers);
    new CfnOutput(this, 'ClusterName', { value: this.cluster.clusterName });
  }

  /**
   * A version of its own for every image, in a service of its own that stays when the next deploy brings another: jobs
   * end on the version they began on. The roll-out function removes the service once its version is drained.
   */
  #addJobs(): string {
    const image = createWorkerImage(this, 'jobs');
    const buildId = image.assetHash.slice(0, BUILD_ID_LENGTH);
    const task = new FargateTaskDefinition(this, `JobsTask-${buildId}`, {
      ...this.#roles('jobs'),
      cpu: 512,
      memoryLimitMiB: 2_048,
    });
    addWorkerContainer(this, task, {
      kind: 'jobs',
      image,
      resources: this.#resources,
      environment: { UPREEL_WORKER_VERSIONING: 'true', UPREEL_BUILD_ID: buildId },
    });
    const service = this.#addFargate(`Jobs-${buildId}`, task, { desiredCount: 1 });
    Tags.of(service).add(BUILD_ID_TAG, buildId);
    for (const kept of [service, task].map(({ node }) => node.defaultChild)) {
      if (kept instanceof CfnService || kept instanceof CfnTaskDefinition)
        kept.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
    return buildId;
  }

  #addMedia(): BaseService {
    const task = new FargateTaskDefinition(this, 'MediaTask', {
      ...this.#roles('media'),
      cpu: 4_096,
      memoryLimitMiB: 16_384,
      ephemeralStorageGiB: MEDIA_DISK_GIB,
    });
    addWorkerContainer(this, task, {
      kind: 'media',
      image: createWorkerImage(this, 'media'),
      resources: this.#resources,
    });
    return this.#addFargate('Media', task, {});
  }

  #addGpu(): BaseService {
    const capacity = new GpuCapacity(this, 'Gpu', {
      ...this.#resources.parameters,
      cluster: this.cluster,
      network: this.#network,
    });
    const task = new Ec2TaskDefinition(this, 'GpuTask', { ...this.#roles('gpu'), networkMode: NetworkMode.BRIDGE });
    addWorkerContainer(this, task, {
      kind: 'gpu',
      image: createWorkerImage(this, 'gpu'),
      resources: this.#resources,
      memoryLimitMiB: GPU_TASK_MEMORY_MIB,
      gpuCount: 1,
    });
    return new Ec2Service(this, 'GpuService', {
      cluster: this.cluster,
      taskDefinition: task,
      capacityProviderStrategies: [{ capacityProvider: capacity.provider.capacityProviderName, weight: 1 }],
      // A new version takes the place of an old one: there may be no second machine to be had.
      minHealthyPercent: 0,
      maxHealthyPercent: 100,
      circuitBreaker: { rollback: true },
    });
  }

  #addFargate(id: string, taskDefinition: FargateTaskDefinition, { desiredCount }: { readonly desiredCount?: number }) {
    return new FargateService(this, id, {
      cluster: this.cluster,
      taskDefinition,
      desiredCount,
      vpcSubnets: this.#network.subnets,
      securityGroups: [this.#network.workers],
      assignPublicIp: this.#network.publicAddresses,
      minHealthyPercent: 100,
      circuitBreaker: { rollback: true },
    });
  }

  /** Outlive the task definitions, whose older versions still run. */
  #roles(kind: WorkerKind): { readonly taskRole: Role; readonly executionRole: Role } {
    const role = (name: string) =>
      new Role(this, `${kind}-${name}`, { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    const taskRole = role('role');
    for (const statement of workerPermissions(this.#resources, this.cluster)[kind]) {
      taskRole.addToPrincipalPolicy(statement);
    }
    return { taskRole, executionRole: role('execution-role') };
  }
}

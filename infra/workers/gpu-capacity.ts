import { AutoScalingGroup, OnDemandAllocationStrategy, SpotAllocationStrategy } from 'aws-cdk-lib/aws-autoscaling';
import {
  BlockDeviceVolume,
  EbsDeviceVolumeType,
  InstanceType,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  UserData,
} from 'aws-cdk-lib/aws-ec2';
import {
  AmiHardwareType,
  AsgCapacityProvider,
  type Cluster,
  EcsOptimizedImage,
  MachineImageType,
} from 'aws-cdk-lib/aws-ecs';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeploymentParameters } from '../parameters/deployment-parameters.js';
import type { Network } from './network.js';

/** The image with CUDA, and the segments of a few batches. */
const DISK_GIB = 100;

/** More processes than a worker and its ffmpeg ever have. */
const MAX_PROCESSES_OF_A_TASK = 1_024;

interface Props extends Pick<DeploymentParameters, 'gpuInstanceTypes' | 'maxGpuWorkers'> {
  readonly cluster: Cluster;
  readonly network: Network;
}

/**
 * Spot machines with one GPU each, as many as there are GPU tasks and none without. A notice that one is taken back
 * drains it: its task gets SIGTERM while two minutes are left.
 */
export class GpuCapacity extends Construct {
  readonly provider: AsgCapacityProvider;

  constructor(scope: Construct, id: string, { cluster, network, gpuInstanceTypes, maxGpuWorkers }: Props) {
    super(scope, id);
    const [first = '', ...others] = gpuInstanceTypes;
    const userData = UserData.forLinux();
    userData.addCommands(
      `echo ECS_TASK_PIDS_LIMIT=${MAX_PROCESSES_OF_A_TASK} >> /etc/ecs/ecs.config`,
      // Else nobody tells the task that its machine is being taken back.
      'echo ECS_ENABLE_SPOT_INSTANCE_DRAINING=true >> /etc/ecs/ecs.config',
    );
    const launchTemplate = new LaunchTemplate(this, 'Template', {
      instanceType: new InstanceType(first),
      machineImage: EcsOptimizedImage.amazonLinux2023(AmiHardwareType.GPU),
      role: this.#machineRole(cluster),
      securityGroup: network.workers,
      associatePublicIpAddress: network.publicAddresses,
      userData,
      // One hop is the machine itself: no container reaches the machine's role.
      httpTokens: LaunchTemplateHttpTokens.REQUIRED,
      httpPutResponseHopLimit: 1,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: BlockDeviceVolume.ebs(DISK_GIB, { encrypted: true, volumeType: EbsDeviceVolumeType.GP3 }),
        },
      ],
    });
    const machines = new AutoScalingGroup(this, 'Machines', {
      vpc: cluster.vpc,
      vpcSubnets: network.subnets,
      minCapacity: 0,
      maxCapacity: maxGpuWorkers,
      mixedInstancesPolicy: {
        launchTemplate,
        launchTemplateOverrides: [first, ...others].map((type) => ({ instanceType: new InstanceType(type) })),
        instancesDistribution: {
          onDemandBaseCapacity: 0,
          onDemandPercentageAboveBaseCapacity: 0,
          onDemandAllocationStrategy: OnDemandAllocationStrategy.PRIORITIZED,
          spotAllocationStrategy: SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED,
        },
      },
      newInstancesProtectedFromScaleIn: true,
    });
    Validations.of(machines).acknowledge({
      id: 'AwsSolutions-AS3',
      reason: 'Spot machines come and go with the work; that too few are there is told by the tasks that wait.',
    });
    Validations.of(machines).acknowledge({
      id: 'AwsSolutions-EC26',
      reason: 'The rule cannot follow the launch template, whose disk is encrypted; a test holds that.',
    });
    this.provider = new AsgCapacityProvider(this, 'Provider', {
      autoScalingGroup: machines,
      machineImageType: MachineImageType.AMAZON_LINUX_2,
      enableManagedTerminationProtection: true,
      enableManagedDraining: true,
    });
    cluster.addAsgCapacityProvider(this.provider);
  }
  /** What the ECS agent does, and no more: images and logs are the tasks' own affair. */
  #machineRole(cluster: Cluster): IRole {
    const role = new Role(this, 'MachineRole', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    const machines = Stack.of(this).formatArn({
      service: 'ecs',
      resource: 'container-instance',
      resourceName: `${cluster.clusterName}/*`,
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: [
          'ecs:RegisterContainerInstance',
          'ecs:DeregisterContainerInstance',
          'ecs:SubmitTaskStateChange',
          'ecs:SubmitContainerStateChange',
          'ecs:SubmitAttachmentStateChanges',
        ],
        resources: [cluster.clusterArn],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
        resources: [machines],
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['ecs:DiscoverPollEndpoint'], resources: ['*'] }));
    // The CDK would add logs and registries of the whole account.
    return role.withoutPolicyUpdates();
  }
}

import { SCALING } from '../../src/contracts/fleet.js';
import { Match } from 'aws-cdk-lib/assertions';
import { DRAIN_SECONDS } from '../../infra/workers/drain.js';
import { FORCE_AFTER_SECONDS } from '../../src/workers/drain-times.js';
import { resourcesOf, synthesise } from './synthesise.js';

interface Container {
  readonly Name: string;
  readonly Environment: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Secrets: readonly { readonly Name: string; readonly ValueFrom: unknown }[];
  readonly MountPoints: readonly { readonly ContainerPath: string }[];
  readonly StopTimeout: number;
}

interface Task {
  readonly ContainerDefinitions: readonly [Container];
  readonly RequiresCompatibilities: readonly string[];
  readonly NetworkMode: string;
}

const template = synthesise({ maxGpuWorkers: '40', maxMediaWorkers: '3', gpuInstanceTypes: 'g6.xlarge,g5.2xlarge' });
const tasks = Object.entries(resourcesOf(template, 'AWS::ECS::TaskDefinition')) as unknown as [string, Task][];
const services = resourcesOf(template, 'AWS::ECS::Service');

function taskOf(kind: 'Jobs' | 'Media' | 'Gpu'): Task {
  const found = tasks.find(([id]) => id.startsWith(`Workers${kind}Task`));
  if (found === undefined) throw new Error(`There is no task definition of ${kind}.`);
  return found[1];
}

function environmentOf(task: Task): Record<string, unknown> {
  return Object.fromEntries(task.ContainerDefinitions[0].Environment.map(({ Name, Value }) => [Name, Value]));
}

describe.each(['Jobs', 'Media', 'Gpu'] as const)('the container of %s workers', (kind) => {
  const [container] = taskOf(kind).ContainerDefinitions;

  it('has a read-only root, an unprivileged user, no capability and two places to write to', () => {
    expect(container).toMatchObject({
      ReadonlyRootFilesystem: true,
      User: '1000:1000',
      LinuxParameters: { Capabilities: { Drop: ['ALL'] }, InitProcessEnabled: true },
    });
    expect(container).not.toHaveProperty('Privileged');
    expect(container.MountPoints.map(({ ContainerPath }) => ContainerPath)).toEqual(['/var/lib/upreel', '/tmp']);
  });

  it('is given what a drain takes, and killed before a spot machine is gone', () => {
    expect(environmentOf(taskOf(kind)).UPREEL_DRAIN_SECONDS).toBe(String(DRAIN_SECONDS));
    expect(container.StopTimeout).toBeGreaterThan(DRAIN_SECONDS + FORCE_AFTER_SECONDS);
    expect(container.StopTimeout).toBeLessThan(110);
  });

  it('learns where Temporal is, and the key, from the secret alone', () => {
    expect(container.Secrets.map(({ Name }) => Name)).toEqual([
      'UPREEL_TEMPORAL_ADDRESS',
      'UPREEL_TEMPORAL_NAMESPACE',
      'UPREEL_TEMPORAL_API_KEY',
    ]);
    expect(Object.keys(environmentOf(taskOf(kind))).filter((name) => name.startsWith('UPREEL_TEMPORAL'))).toEqual([]);
  });

  it('is found out when it is not in order', () => {
    expect(container).toMatchObject({ HealthCheck: { Command: ['CMD', '/usr/local/bin/upreel-healthy'] } });
  });
});

describe('workers', () => {
  it('of jobs run always, one of them, on a version of their own that outlives the deploy', () => {
    const [found] = Object.entries(template.findResources('AWS::ECS::Service')).filter(([id]) => id.includes('Jobs'));
    const service = found?.[1] as { DeletionPolicy: string; Properties: Record<string, unknown> };
    const { UPREEL_BUILD_ID: buildId, UPREEL_WORKER_VERSIONING } = environmentOf(taskOf('Jobs'));
    expect(UPREEL_WORKER_VERSIONING).toBe('true');
    expect(found?.[0]).toContain(buildId);
    expect(service.DeletionPolicy).toBe('Retain');
    expect(service.Properties).toMatchObject({
      DesiredCount: 1,
      Tags: [{ Key: 'upreel:build-id', Value: buildId }],
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: Match.stringLikeRegexp('new build of jobs workers'),
      Environment: { Variables: Match.objectLike({ UPREEL_BUILD_ID: buildId }) },
    });
  });

  it('of media have 200 GiB of disk', () => {
    expect(taskOf('Media')).toMatchObject({
      RequiresCompatibilities: ['FARGATE'],
      EphemeralStorage: { SizeInGiB: 200 },
    });
  });

  it('on GPUs run on spot machines of the types asked for, one GPU each', () => {
    expect(taskOf('Gpu')).toMatchObject({
      RequiresCompatibilities: ['EC2'],
      ContainerDefinitions: [{ ResourceRequirements: [{ Type: 'GPU', Value: '1' }] }],
    });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '0',
      MaxSize: '40',
      NewInstancesProtectedFromScaleIn: true,
      MixedInstancesPolicy: {
        InstancesDistribution: { OnDemandBaseCapacity: 0, OnDemandPercentageAboveBaseCapacity: 0 },
        LaunchTemplate: { Overrides: [{ InstanceType: 'g6.xlarge' }, { InstanceType: 'g5.2xlarge' }] },
      },
    });
    template.hasResourceProperties('AWS::ECS::CapacityProvider', {
      AutoScalingGroupProvider: Match.objectLike({
        ManagedDraining: 'ENABLED',
        ManagedScaling: Match.objectLike({ Status: 'ENABLED' }),
        ManagedTerminationProtection: 'ENABLED',
      }),
    });
  });

  it("never reach the machine's role, nor an unencrypted disk", () => {
    expect(taskOf('Gpu').NetworkMode).toBe('bridge');
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: Match.objectLike({
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
        BlockDeviceMappings: [Match.objectLike({ Ebs: Match.objectLike({ Encrypted: true }) })],
      }),
    });
    const [{ LaunchTemplateData } = {}] = Object.values(resourcesOf(template, 'AWS::EC2::LaunchTemplate'));
    const userData = JSON.stringify(LaunchTemplateData);
    expect(userData).toContain('ECS_TASK_PIDS_LIMIT=1024');
    expect(userData).toContain('ECS_ENABLE_SPOT_INSTANCE_DRAINING=true');
  });

  it('take no connections', () => {
    for (const group of Object.values(resourcesOf(template, 'AWS::EC2::SecurityGroup'))) {
      expect(group).not.toHaveProperty('SecurityGroupIngress');
    }
    expect(resourcesOf(template, 'AWS::EC2::SecurityGroupIngress')).toEqual({});
  });

  it('that fail to start bring the version before them back', () => {
    for (const service of Object.values(services)) {
      expect(service).toMatchObject({
        DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
      });
    }
  });
});

describe('scaling', () => {
  const targets = Object.entries(resourcesOf(template, 'AWS::ApplicationAutoScaling::ScalableTarget'));

  it('goes from none to as many as are allowed, for media and GPU alike', () => {
    expect(
      targets.map(([id, { MinCapacity, MaxCapacity }]) => [/Media|Gpu/.exec(id)?.[0], MinCapacity, MaxCapacity]),
    ).toEqual(
      expect.arrayContaining([
        ['Media', 0, 3],
        ['Gpu', 0, 40],
      ]) as unknown,
    );
    expect(targets).toHaveLength(2);
  });

  it('never adds or takes away more than is missing or too many', () => {
    for (const policy of Object.values(resourcesOf(template, 'AWS::ApplicationAutoScaling::ScalingPolicy'))) {
      const { AdjustmentType, Cooldown, StepAdjustments } = policy.StepScalingPolicyConfiguration as {
        AdjustmentType: string;
        Cooldown: number;
        StepAdjustments: {
          MetricIntervalLowerBound?: number;
          MetricIntervalUpperBound?: number;
          ScalingAdjustment: number;
        }[];
      };
      expect(AdjustmentType).toBe('ChangeInCapacity');
      // As simulated: test/domain/simulation shows that less would order twice.
      expect(Cooldown).toBe(SCALING.cooldownSeconds);
      for (const step of StepAdjustments) {
        // Bounds count from the alarm's threshold, which is one worker.
        const out = step.ScalingAdjustment > 0;
        const nearest = out ? step.MetricIntervalLowerBound : step.MetricIntervalUpperBound;
        expect(Math.abs(step.ScalingAdjustment)).toBe(Math.abs(nearest ?? 0) + 1);
      }
    }
  });
});

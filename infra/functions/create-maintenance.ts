import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { readSecret } from '../policies/permissions.js';
import { logRetention, type Resources } from '../resources.js';
import type { Workers } from '../workers/workers.js';
import { UpreelFunction } from './upreel-function.js';

/** A GPU batch takes about half a minute: a machine is worth starting for some minutes of work. */
const BATCHES_A_GPU_WORKER = 8;

export interface Maintenance {
  readonly scaleWorkers: UpreelFunction;
  readonly rollOut: UpreelFunction;
  readonly watchJobs: UpreelFunction;
}

/** What the clock calls. */
export function createMaintenance(scope: Construct, resources: Resources, workers: Workers): Maintenance {
  const { parameters, temporal } = resources;
  const { cluster, scaled, buildId } = workers;
  const shared = { logRetention: logRetention(parameters), timeout: Duration.seconds(50) };
  const environment = { UPREEL_TEMPORAL_SECRET: temporal.secretName, UPREEL_CLUSTER: cluster.clusterName };

  const scaleWorkers = new UpreelFunction(scope, 'ScaleWorkers', {
    ...shared,
    trigger: 'scale-workers',
    description: 'Publishes how many media and GPU workers are missing.',
    environment: {
      ...environment,
      UPREEL_IDLE_MINUTES: String(parameters.idleMinutes),
      UPREEL_MEDIA_SERVICE: scaled.media.serviceName,
      UPREEL_MEDIA_MAX_WORKERS: String(parameters.maxMediaWorkers),
      UPREEL_GPU_SERVICE: scaled.gpu.serviceName,
      UPREEL_GPU_MAX_WORKERS: String(parameters.maxGpuWorkers),
      UPREEL_GPU_TASKS_PER_WORKER: String(BATCHES_A_GPU_WORKER),
    },
    permissions: [
      new PolicyStatement({
        actions: ['ecs:DescribeServices'],
        resources: [scaled.media.serviceArn, scaled.gpu.serviceArn],
      }),
      readSecret(temporal),
    ],
  });
  const rollOut = new UpreelFunction(scope, 'RollOut', {
    ...shared,
    trigger: 'roll-out',
    description: 'Makes a new build of jobs workers the current one, and removes drained ones.',
    environment: { ...environment, UPREEL_WORKER_VERSIONING: 'true', UPREEL_BUILD_ID: buildId },
    permissions: [
      new PolicyStatement({
        actions: ['ecs:ListServices'],
        resources: ['*'],
        conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } },
      }),
      new PolicyStatement({
        actions: ['ecs:DescribeServices', 'ecs:DeleteService'],
        resources: [servicesOf(workers)],
      }),
      readSecret(temporal),
    ],
  });
  const watchJobs = new UpreelFunction(scope, 'WatchJobs', {
    ...shared,
    trigger: 'watch-jobs',
    description: 'Publishes how many jobs failed lately, and how many do not end.',
    environment,
    permissions: [readSecret(temporal)],
  });
  everyMinutes(scope, 1, scaleWorkers);
  everyMinutes(scope, 1, rollOut);
  everyMinutes(scope, 5, watchJobs);
  return { scaleWorkers, rollOut, watchJobs };
}

/** Services of earlier builds are no part of this template, so they can't be named. */
function servicesOf({ cluster }: Workers): string {
  return Stack.of(cluster).formatArn({
    service: 'ecs',
    resource: 'service',
    resourceName: `${cluster.clusterName}/*`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}

function everyMinutes(scope: Construct, minutes: number, target: UpreelFunction): void {
  new Rule(scope, `${target.node.id}Clock`, {
    schedule: Schedule.rate(Duration.minutes(minutes)),
    // The next call comes soon enough; one that failed is not made up for.
    targets: [new LambdaFunction(target, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
  });
}

import { Duration } from 'aws-cdk-lib';
import { AdjustmentType } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { BaseService } from 'aws-cdk-lib/aws-ecs';
import { FLEET_METRICS, SCALING, type ScaledQueue } from '../../src/contracts/fleet.js';
import { TASK_QUEUES } from '../../src/contracts/temporal-names.js';

/** scale-workers publishes once a minute. */
const MINUTE = Duration.minutes(1);

export function fleetMetric(
  queue: keyof typeof TASK_QUEUES,
  name: 'missing' | 'backlog' | 'inFlight' | 'oldestTask',
): Metric {
  return new Metric({
    namespace: FLEET_METRICS.namespace,
    metricName: FLEET_METRICS[name],
    dimensionsMap: { [FLEET_METRICS.dimension]: TASK_QUEUES[queue] },
    period: MINUTE,
    statistic: Stats.MAXIMUM,
  });
}

/** From zero to `maxWorkers` and back. How long a worker stays without work is decided where the metric is made. */
export function scaleOnMissing(service: BaseService, queue: ScaledQueue, maxWorkers: number): void {
  service.autoScaleTaskCount({ minCapacity: 0, maxCapacity: maxWorkers }).scaleOnMetric('WorkersMissing', {
    metric: fleetMetric(queue, 'missing'),
    adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY,
    scalingSteps: [
      ...SCALING.steps.map((missing) => ({ upper: -missing, change: -missing })),
      ...SCALING.steps.map((missing) => ({ lower: missing, change: missing })),
    ],
    cooldown: Duration.seconds(SCALING.cooldownSeconds),
    evaluationPeriods: 1,
  });
}

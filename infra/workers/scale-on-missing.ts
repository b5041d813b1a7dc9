import { Duration } from 'aws-cdk-lib';
import { AdjustmentType } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { BaseService } from 'aws-cdk-lib/aws-ecs';
import { FLEET_METRICS, type ScaledQueue } from '../../src/contracts/fleet.js';
import { TASK_QUEUES } from '../../src/contracts/temporal-names.js';

/** scale-workers publishes once a minute; acting twice on one figure would order twice. */
const MINUTE = Duration.minutes(1);

/** A step adds as many workers as are missing at least: any number is reached in a few minutes, and never passed. */
const STEPS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

export function fleetMetric(queue: ScaledQueue, name: 'missing' | 'backlog' | 'inFlight' | 'oldestTask'): Metric {
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
      ...STEPS.map((missing) => ({ upper: -missing, change: -missing })),
      ...STEPS.map((missing) => ({ lower: missing, change: missing })),
    ],
    cooldown: MINUTE,
    evaluationPeriods: 1,
  });
}

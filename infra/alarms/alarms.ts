import { CfnOutput, Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { JOB_METRICS, WORKER_METRICS } from '../../src/contracts/fleet.js';
import { TASK_QUEUES } from '../../src/contracts/temporal-names.js';
import type { Maintenance } from '../functions/create-maintenance.js';
import type { UpreelFunction } from '../functions/upreel-function.js';
import type { DeploymentParameters } from '../parameters/deployment-parameters.js';
import { fleetMetric } from '../workers/scale-on-missing.js';

interface Props {
  readonly parameters: Pick<DeploymentParameters, 'alarmEmail'>;
  readonly deadLetters: Queue;
  readonly maintenance: Maintenance;
}

interface Trouble {
  readonly metric: IMetric;
  readonly threshold: number;
  /** Periods of the metric, one after another. */
  readonly periods?: number;
  /** What is seen; the runbook says what to do. */
  readonly seen: string;
  /** Heading of docs/operations.md. */
  readonly runbook: string;
}

const FIVE_MINUTES = Duration.minutes(5);
const QUARTER_OF_AN_HOUR = Duration.minutes(15);
const WAITING_SECONDS = 30 * 60;
/** Their workers run always, and a task takes milliseconds. */
const JOBS_WAITING_SECONDS = 5 * 60;
/** Some fail on any day: a spot machine is taken, an upload is no video. */
const ATTEMPTS_FAILED = 20;
const FAILED_SHARE = 0.2;
/** Fewer say nothing about the rest. */
const ENDED_ENOUGH = 5;

/** What somebody should hear of, each with the place that says what to do. */
export class Alarms extends Construct {
  readonly #action: SnsAction;

  constructor(scope: Construct, id: string, { parameters, deadLetters, maintenance }: Props) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    if (parameters.alarmEmail !== '') topic.addSubscription(new EmailSubscription(parameters.alarmEmail));
    this.#action = new SnsAction(topic);
    new CfnOutput(this, 'TopicArn', { value: topic.topicArn, description: 'Alarms are sent here.' });

    this.#add('DeadLetters', {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM }),
      threshold: 1,
      seen: 'Uploads could not be given a job within an hour.',
      runbook: 'dead-letters',
    });
    this.#add('StuckJobs', {
      metric: jobMetric('stuck'),
      threshold: 1,
      seen: 'A job has not ended within a day.',
      runbook: 'stuck-jobs',
    });
    for (const queue of ['media', 'gpu'] as const) {
      this.#add(`Waiting-${queue}`, {
        metric: fleetMetric(queue, 'oldestTask'),
        threshold: WAITING_SECONDS,
        periods: 5,
        seen: `A task of upreel-${queue} has waited for half an hour.`,
        runbook: 'tasks-wait',
      });
    }
    this.#add('Waiting-jobs', {
      metric: fleetMetric('jobs', 'oldestTask'),
      threshold: JOBS_WAITING_SECONDS,
      periods: 5,
      seen: 'A task of upreel-jobs has waited for five minutes: no job moves on.',
      runbook: 'tasks-wait',
    });
    this.#add('AttemptsFail', {
      metric: new MathExpression({
        expression: 'SUM(METRICS())',
        usingMetrics: Object.fromEntries(Object.keys(TASK_QUEUES).map((queue) => [queue, attemptFailures(queue)])),
        period: QUARTER_OF_AN_HOUR,
      }),
      threshold: ATTEMPTS_FAILED,
      seen: `${ATTEMPTS_FAILED} attempts of activities failed within a quarter of an hour.`,
      runbook: 'attempts-fail',
    });
    this.#add('FailureRate', {
      metric: new MathExpression({
        expression: `IF(failed + completed >= ${ENDED_ENOUGH}, failed / (failed + completed), 0)`,
        usingMetrics: { failed: jobMetric('failed'), completed: jobMetric('completed') },
        period: FIVE_MINUTES,
      }),
      threshold: FAILED_SHARE,
      periods: 2,
      seen: 'One in five jobs of the last quarter of an hour failed.',
      runbook: 'many-jobs-fail',
    });
    for (const called of Object.values<UpreelFunction>({ ...maintenance })) {
      this.#add(`${called.node.id}Errors`, {
        metric: called.metricErrors({ period: FIVE_MINUTES }),
        threshold: 1,
        periods: 6,
        seen: `${called.node.id} has failed for half an hour.`,
        runbook: 'maintenance-fails',
      });
    }
  }

  #add(id: string, { metric, threshold, periods = 1, seen, runbook }: Trouble): void {
    new Alarm(this, id, {
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${seen} What to do: docs/operations.md#${runbook}`,
    }).addAlarmAction(this.#action);
  }
}

function attemptFailures(queue: string): Metric {
  return new Metric({
    namespace: WORKER_METRICS.namespace,
    metricName: WORKER_METRICS.attemptFailures,
    dimensionsMap: { [WORKER_METRICS.dimension]: TASK_QUEUES[queue as keyof typeof TASK_QUEUES] },
    period: QUARTER_OF_AN_HOUR,
    statistic: Stats.SUM,
  });
}

function jobMetric(name: 'completed' | 'failed' | 'stuck'): Metric {
  return new Metric({
    namespace: JOB_METRICS.namespace,
    metricName: JOB_METRICS[name],
    period: FIVE_MINUTES,
    statistic: Stats.MAXIMUM,
  });
}

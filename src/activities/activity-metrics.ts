import { Context } from '@temporalio/activity';
import type { MetricCounter, MetricGauge, MetricHistogram } from '@temporalio/common';
import { METRICS } from '../contracts/metrics.js';

type OfKind<Kind> = {
  [Name in keyof typeof METRICS]: (typeof METRICS)[Name] extends { readonly kind: Kind } ? Name : never;
}[keyof typeof METRICS];

/** The exporter ends every counter's name with it. */
const TOTAL = /_total$/;

/** A counter of the running attempt; its labels name the activity. */
export function activityCounter(metric: OfKind<'counter'>): MetricCounter {
  const { name, help } = METRICS[metric];
  return Context.current().metricMeter.createCounter(name.replace(TOTAL, ''), undefined, help);
}

export function activityGauge(metric: OfKind<'gauge'>): MetricGauge {
  const { name, help } = METRICS[metric];
  return Context.current().metricMeter.createGauge(name, 'int', undefined, help);
}

export function activityHistogram(metric: OfKind<'histogram'>): MetricHistogram {
  const { name, help } = METRICS[metric];
  return Context.current().metricMeter.createHistogram(name, 'float', undefined, help);
}

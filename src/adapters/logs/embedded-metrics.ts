interface Metric {
  readonly value: number;
  readonly unit: 'Count' | 'Seconds' | 'Bytes';
}

/**
 * A line of a log that CloudWatch reads as metrics (its embedded metric format): no call that could fail, and
 * no permission to write any metric there is.
 */
export function formatMetrics(request: {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly nowMs: number;
}): string {
  const { namespace, dimensions, metrics, nowMs } = request;
  const definitions = Object.entries(metrics).map(([Name, { unit: Unit }]) => ({ Name, Unit }));
  const values = Object.fromEntries(Object.entries(metrics).map(([name, { value }]) => [name, value]));
  return JSON.stringify({
    _aws: {
      Timestamp: nowMs,
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [Object.keys(dimensions)], Metrics: definitions }],
    },
    ...dimensions,
    ...values,
  });
}

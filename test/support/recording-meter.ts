import type { MetricMeter, MetricTags } from '@temporalio/common';

interface Recorded {
  readonly name: string;
  readonly value: number;
  readonly tags: MetricTags;
}

/** A metric meter that remembers everything, in order. */
export function recordingMeter(): { readonly meter: MetricMeter; readonly recorded: readonly Recorded[] } {
  const recorded: Recorded[] = [];
  const instrument = <Kind extends string, Type extends string>(
    name: string,
    kind: Kind,
    valueType: Type,
    tags: MetricTags,
  ) => {
    const note = (value: number, extra: MetricTags = {}): void => {
      recorded.push({ name, value, tags: { ...tags, ...extra } });
    };
    const withTags = (more: MetricTags): ReturnType<typeof create> => create({ ...tags, ...more });
    const create = (all: MetricTags): Instrument<Kind, Type> => instrument(name, kind, valueType, all);
    return { name, kind, valueType, add: note, record: note, set: note, withTags };
  };
  const meterWith = (tags: MetricTags): MetricMeter => ({
    createCounter: (name) => instrument(name, 'counter', 'int', tags),
    createHistogram: (name, valueType = 'int') => instrument(name, 'histogram', valueType, tags),
    createGauge: (name, valueType = 'int') => instrument(name, 'gauge', valueType, tags),
    withTags: (more) => meterWith({ ...tags, ...more }),
  });
  return { meter: meterWith({}), recorded };
}

interface Instrument<Kind, Type> {
  readonly name: string;
  readonly kind: Kind;
  readonly valueType: Type;
  readonly add: (value: number, extra?: MetricTags) => void;
  readonly record: (value: number, extra?: MetricTags) => void;
  readonly set: (value: number, extra?: MetricTags) => void;
  readonly withTags: (tags: MetricTags) => Instrument<Kind, Type>;
}

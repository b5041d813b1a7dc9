// ms ships `exports` without types, so Temporal's Duration would silently become `any` and accept nonsense.
declare module 'ms' {
  type Unit =
    | 'ms'
    | 'millisecond'
    | 'milliseconds'
    | 's'
    | 'second'
    | 'seconds'
    | 'm'
    | 'minute'
    | 'minutes'
    | 'h'
    | 'hour'
    | 'hours'
    | 'd'
    | 'day'
    | 'days';
  export type StringValue = `${number}` | `${number}${Unit}` | `${number} ${Unit}`;
}

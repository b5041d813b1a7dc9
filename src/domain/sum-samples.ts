const SAMPLE = /^(\w+)(?:\{[^}]*\})? (\S+)$/;

/** The sums of some metrics, over all their labels, of a page in Prometheus' text form; 0 for one that is not there. */
export function sumSamples(page: string, names: readonly string[]): Readonly<Record<string, number>> {
  const sums = Object.fromEntries(names.map((name) => [name, 0]));
  for (const line of page.split('\n')) {
    const [, name = '', value] = SAMPLE.exec(line) ?? [];
    if (name in sums) sums[name] = (sums[name] ?? 0) + Number(value);
  }
  return sums;
}

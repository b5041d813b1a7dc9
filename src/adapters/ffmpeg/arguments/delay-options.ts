/** Bit stream filter that puts a copied stream's packets later; nothing for those that are where they belong. */
export function delayOptions(outputStream: number, microseconds: number | undefined): string[] {
  if (microseconds === undefined) return [];
  return [`-bsf:${outputStream}`, `setts=ts=TS+round(${microseconds}/1000000/TB)`];
}

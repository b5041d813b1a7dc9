/**
 * Time stamps that rise, from what decoding gave. The rule: a frame without a time stamp comes one frame duration after
 * the one before it; a frame that is not later than the one before it comes one tick after it.
 * @param nominalDuration of a frame, in ticks
 */
export function repairTicks(
  decoded: readonly (number | null)[],
  nominalDuration: number,
): { readonly ticks: readonly number[]; readonly repaired: number } {
  let repaired = 0;
  let previous: number | null = null;
  const ticks = decoded.map((tick) => {
    const earliest: number = previous === null ? (tick ?? 0) : previous + (tick === null ? nominalDuration : 1);
    const placed = tick === null || tick < earliest ? earliest : tick;
    if (placed !== tick) repaired += 1;
    previous = placed;
    return placed;
  });
  return { ticks, repaired };
}

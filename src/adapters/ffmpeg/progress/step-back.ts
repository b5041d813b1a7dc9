/** A muxer's words for a packet that is not later than the one before it, in ticks of the file that is written. */
const NOT_RISING = /Non-monoton(?:ous|ic) DTS.* previous: (-?\d+), current: (-?\d+)/;

/** Ticks by which a stream's clock steps back, where a message says that it does; else 0. */
export function stepBackIn(message: string): number {
  const [, previous, current] = NOT_RISING.exec(message) ?? [];
  return previous === undefined ? 0 : Math.max(0, Number(previous) - Number(current));
}

/**
 * Index of a segment that the muxer says is whole, anywhere in a line: other threads' messages may stand before it.
 */
export function parseSegmentLine(line: string): { readonly index: number; readonly firstFrame: number } | null {
  const match = /index-(\d{8})\.nut,(\d+)\.\d+,\d+\.\d+/.exec(line);
  return match === null ? null : { index: Number(match[1]), firstFrame: Number(match[2]) };
}

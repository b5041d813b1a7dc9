/** Largest finite value of a half. */
const HALF_MAX = 65_504;

const scratch = new DataView(new ArrayBuffer(4));

/** The bits of the half nearest to a float, ties to even; beyond the range ±HALF_MAX. */
export function floatToHalf(value: number): number {
  const clipped = Math.min(HALF_MAX, Math.max(-HALF_MAX, value));
  scratch.setFloat32(0, clipped);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 127 + 15;
  const fraction = bits & 0x7f_ffff;
  if (exponent <= 0) {
    if (exponent < -10) return sign;
    return sign | roundShifted(fraction | 0x80_0000, 14 - exponent);
  }
  // A carry out of the fraction raises the exponent by itself.
  return sign | ((exponent << 10) + roundShifted(fraction, 13));
}

export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function roundShifted(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}

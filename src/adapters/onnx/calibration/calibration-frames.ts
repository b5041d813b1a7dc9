import type { Frame } from '../../../ports/upscaler.js';

const SIDE = 96;
const FRAMES = 8;
const LEAVES = 260;
/** Points a pixel in each direction. */
const POINTS = 3;
/** From a sharp picture full of detail to a soft one of large things: leaves' least radius, and a pixel's light. */
const LEAST_RADIUS_PX = { sharpest: 1.5, softest: 8 };
const APERTURE_PX = { sharpest: 1, softest: 3 };

/**
 * Pictures with the statistics of photographs, made of nothing but numbers, the same on every machine: leaves of all
 * sizes covering each other (the "dead leaves" model: edges at every scale, flat places, few extreme colours), each
 * with a shade, some with a texture, under a little noise. Ranges found on them hold on real frames (docs/models.md).
 */
export function calibrationFrames(): Frame[] {
  return Array.from({ length: FRAMES }, (_, index) => calibrationFrame(index));
}

interface Leaf {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly round: boolean;
  readonly cosine: number;
  readonly sine: number;
  readonly colour: readonly [number, number, number];
  readonly shade: number;
  readonly ripple: number;
  readonly wavelength: number;
}

/** @param seed from 0, full of sharp detail, to 7, soft */
export function calibrationFrame(seed: number): Frame {
  const random = randomNumbers(seed + 1);
  const softness = seed / (FRAMES - 1);
  const smallest = between(LEAST_RADIUS_PX, softness);
  const aperture = between(APERTURE_PX, softness);
  // Sizes by the inverse cube law, as in photographs: the picture looks alike at every distance.
  const all = Array.from({ length: LEAVES }, (): Leaf => {
    const grey = 0.1 + 0.8 * random();
    const tint = 0.3 * random();
    const angle = random() * Math.PI;
    return {
      x: random() * SIDE,
      y: random() * SIDE,
      radius: Math.min(SIDE / 2, smallest / Math.sqrt(1 - 0.998 * random())),
      round: random() < 0.6,
      cosine: Math.cos(angle),
      sine: Math.sin(angle),
      colour: [channel(grey, tint, random()), channel(grey, tint, random()), channel(grey, tint, random())],
      shade: 0.5 * (random() - 0.5),
      ripple: random() < 0.3 ? 0.2 * random() : 0,
      wavelength: 4 + 8 * random(),
    };
  });
  const noise = 0.015 * random();
  const data = new Uint8ClampedArray(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const sums = [0, 0, 0];
      for (let point = 0; point < POINTS * POINTS; point++) {
        const atX = x + aperture * (((point % POINTS) + 0.5) / POINTS - 0.5);
        const atY = y + aperture * ((Math.floor(point / POINTS) + 0.5) / POINTS - 0.5);
        const colour = colourAt(all, atX, atY);
        for (const each of [0, 1, 2]) sums[each] = (sums[each] ?? 0) + (colour[each] ?? 0);
      }
      const grain = noise * (random() + random() - 1);
      for (const each of [0, 1, 2]) {
        const value = (sums[each] ?? 0) / (POINTS * POINTS) + grain;
        data[(y * SIDE + x) * 3 + each] = 255 * value;
      }
    }
  }
  return { width: SIDE, height: SIDE, data: new Uint8Array(data.buffer) };
}

function between({ sharpest, softest }: { sharpest: number; softest: number }, softness: number): number {
  return sharpest + (softest - sharpest) * softness;
}

function channel(grey: number, tint: number, random: number): number {
  return grey + tint * (2 * random - 1);
}

/** The first leaf that covers the point; behind all of them a slope from dark to light. */
function colourAt(all: readonly Leaf[], x: number, y: number): readonly number[] {
  for (const { x: leafX, y: leafY, radius, round, cosine, sine, colour, shade, ripple, wavelength } of all) {
    const [right, down] = [x - leafX, y - leafY];
    const nearness = (right * right + down * down) / (radius * radius);
    // A square leaf reaches to 1 across and to ½ along: its corners to √1.25.
    if (nearness > 1.25) continue;
    const across = right * cosine + down * sine;
    const along = down * cosine - right * sine;
    if (round ? nearness >= 1 : across * across >= radius * radius || 4 * along * along >= radius * radius) continue;
    const light = 1 + (shade * across) / radius + ripple * Math.sin((2 * Math.PI * along) / wavelength);
    return colour.map((value) => value * light);
  }
  return [y / SIDE, x / SIDE, 0.5];
}

/** Mulberry32: a stream of numbers in 0…1 that depends on nothing but the seed. */
function randomNumbers(seed: number): () => number {
  let state = Math.imul(seed, 0x9e37_79b9);
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

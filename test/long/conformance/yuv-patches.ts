import { writeFileSync } from 'node:fs';

/** Colours in 8 bits of RGB: saturated, pale, dark, bright. Each is a field of the test picture. */
export const PATCHES = [
  [200, 30, 30],
  [30, 200, 30],
  [30, 30, 200],
  [220, 200, 40],
  [128, 128, 128],
  [16, 16, 16],
  [240, 240, 240],
  [40, 180, 190],
  [230, 170, 140],
  [60, 20, 90],
] as const;

const PATCH_SIDE = 32;

/** Kr and Kb of the standards. */
const LUMA_WEIGHTS = {
  bt709: [0.2126, 0.0722],
  smpte170m: [0.299, 0.114],
  bt470bg: [0.299, 0.114],
  fcc: [0.3, 0.11],
  smpte240m: [0.212, 0.087],
  bt2020nc: [0.2627, 0.0593],
} as const;

export type Matrix = keyof typeof LUMA_WEIGHTS;

export interface Coding {
  readonly matrix: Matrix;
  readonly range: 'tv' | 'pc';
  readonly bits: number;
}

interface Layout {
  /** Luma samples a chroma sample across and down; null for grey. */
  readonly chroma: readonly [number, number] | null;
}

type Triple = readonly [number, number, number];

/** Code values of a colour, from the equations of the standards, without ffmpeg. */
function codeOf([red, green, blue]: Triple, { matrix, range, bits }: Coding): Triple {
  const [kr, kb] = LUMA_WEIGHTS[matrix];
  const [r, g, b] = [red / 255, green / 255, blue / 255];
  const luma = kr * r + (1 - kr - kb) * g + kb * b;
  const [cb, cr] = [(b - luma) / (2 * (1 - kb)), (r - luma) / (2 * (1 - kr))];
  const unit = 2 ** (bits - 8);
  const [lumaScale, chromaScale, foot] = range === 'tv' ? [219 * unit, 224 * unit, 16 * unit] : fullScales(bits);
  const clip = (value: number): number => Math.min(2 ** bits - 1, Math.max(0, Math.round(value)));
  const middle = 2 ** (bits - 1);
  return [clip(foot + lumaScale * luma), clip(middle + chromaScale * cb), clip(middle + chromaScale * cr)];
}

/** The inverse, in 8-bit RGB that is not rounded. */
function colorOf([y, u, v]: Triple, { matrix, range, bits }: Coding): Triple {
  const [kr, kb] = LUMA_WEIGHTS[matrix];
  const unit = 2 ** (bits - 8);
  const [lumaScale, chromaScale, foot] = range === 'tv' ? [219 * unit, 224 * unit, 16 * unit] : fullScales(bits);
  const middle = 2 ** (bits - 1);
  const luma = (y - foot) / lumaScale;
  const [cb, cr] = [(u - middle) / chromaScale, (v - middle) / chromaScale];
  const r = luma + 2 * (1 - kr) * cr;
  const b = luma + 2 * (1 - kb) * cb;
  const g = (luma - kr * r - kb * b) / (1 - kr - kb);
  return [r * 255, g * 255, b * 255];
}

function fullScales(bits: number): readonly [number, number, number] {
  const peak = 2 ** bits - 1;
  return [peak, peak, 0];
}

/** Writes raw planes of the patches side by side: what `-f rawvideo` reads in a planar pixel format. */
export function writePatches(
  path: string,
  coding: Coding,
  { chroma }: Layout,
  frames = 3,
): { width: number; height: number } {
  const [width, height] = [PATCHES.length * PATCH_SIDE, PATCH_SIDE];
  const codes = PATCHES.map((color) => codeOf(color, coding));
  const plane = (component: 0 | 1 | 2, across: number, down: number): number[] =>
    Array.from({ length: (width / across) * (height / down) }, (_, index) => {
      const patch = Math.floor(((index % (width / across)) * across) / PATCH_SIDE);
      return codes[patch]?.[component] ?? 0;
    });
  const samples = [...plane(0, 1, 1), ...(chroma === null ? [] : [...plane(1, ...chroma), ...plane(2, ...chroma)])];
  const frame = coding.bits === 8 ? Uint8Array.from(samples) : new Uint8Array(Uint16Array.from(samples).buffer);
  writeFileSync(path, Buffer.concat(Array.from({ length: frames }, () => frame)));
  return { width, height };
}

/** Colours in the middle of the patches of a raw 4:2:0 frame, `scale` times as large. */
export function readPatches(raw: Buffer, coding: Coding, scale: number): Triple[] {
  const [width, height] = [PATCHES.length * PATCH_SIDE * scale, PATCH_SIDE * scale];
  const at = (index: number): number => (coding.bits === 8 ? (raw[index] ?? 0) : raw.readUInt16LE(index * 2));
  const chromaWidth = width / 2;
  return PATCHES.map((_, patch) => {
    const [x, y] = [Math.floor((patch + 0.5) * PATCH_SIDE * scale), height / 2];
    const chroma = (y / 2) * chromaWidth + x / 2;
    const planes = width * height;
    return colorOf([at(y * width + x), at(planes + chroma), at(planes + (chromaWidth * height) / 2 + chroma)], coding);
  });
}

import type { GpuDevice, Range } from '../../contracts/estimate.js';
import type { CatalogueModelId } from '../../contracts/models.js';

interface CoreSeconds {
  readonly fp32: number;
  /** Absent where the model is refused in int8, or gains nothing. */
  readonly int8?: number;
}

/**
 * CPU seconds for a megapixel of the source, model by model: what `npm run quality` measured on AMD EPYC with AVX-512
 * (docs/models.md; the table's frames have 0.0144 and 0.0109 megapixels at ×4, four times as many at ×2; the mean of
 * both clips). swinir-m-x4-realsr is assumed: 27 MFLOP a pixel at a third of the speed that convolutions reach.
 */
export const CORE_SECONDS_PER_MEGAPIXEL: Readonly<Record<CatalogueModelId, CoreSeconds>> = {
  'realesr-general-x4v3': { fp32: 13, int8: 5.5 },
  'realesr-animevideov3': { fp32: 6.7, int8: 2.4 },
  'realesrgan-x4plus': { fp32: 219, int8: 79 },
  'realesrgan-x4plus-anime': { fp32: 65 },
  'span-x2': { fp32: 4.9 },
  'span-x4': { fp32: 4.7, int8: 2 },
  'dat-light-x2': { fp32: 137, int8: 127 },
  'dat-light-x4': { fp32: 102, int8: 106 },
  'swinir-m-x4-realsr': { fp32: 480 },
};

/** Of a model whose cost nobody knows, one that was imported: from the fastest to the slowest of the catalogue. */
export const UNKNOWN_MODEL: { readonly low: number; readonly high: number } = { low: 2, high: 480 };

/** How many times faster than one core a GPU is, at least and at most. */
interface Speed {
  readonly low: number;
  readonly high: number;
  readonly source: string;
}

/**
 * Not measured: 10 to 40 per cent of what the maker says the device does at most, against the 0.17 TFLOPS at which a
 * core ran the models whose operations are known (2.43 MFLOP a pixel of realesr-general-x4v3 in 13 µs).
 */
export const GPU_SPEED: Readonly<Record<Exclude<GpuDevice, 'cpu'>, Readonly<Record<'fp32' | 'fp16', Speed>>>> = {
  a10g: {
    fp32: { low: 18, high: 73, source: 'assumed: 10 to 40 % of the 31 TFLOPS of an NVIDIA A10G' },
    fp16: { low: 41, high: 165, source: 'assumed: 10 to 40 % of the 70 TFLOPS (fp16) of an NVIDIA A10G' },
  },
  l4: {
    fp32: { low: 17, high: 71, source: 'assumed: 10 to 40 % of the 30 TFLOPS of an NVIDIA L4' },
    fp16: { low: 71, high: 285, source: 'assumed: 10 to 40 % of the 121 TFLOPS (fp16) of an NVIDIA L4' },
  },
};

/** How far a clip's own cost lies from those rates, as a factor: smaller frames cost more a pixel, quieter ones less. */
export const CPU_SPREAD: Range = { low: 0.85, high: 1.4 };

/**
 * CPU seconds that decoding, coding and checking take a megapixel of the result: 0.09 with H.264 where the machine does
 * nothing else (docs/benchmarks.md: `speed`), more with other codecs and for the few frames of a short job.
 */
export const CODING_SECONDS_PER_MEGAPIXEL: Range = { low: 0.05, high: 0.25 };

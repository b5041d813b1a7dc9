import type { EstimateSetting, Range } from '../../contracts/estimate.js';
import type { JobOptions } from '../../contracts/job-options.js';
import { isCatalogueModelId } from '../../contracts/models.js';
import {
  CODING_SECONDS_PER_MEGAPIXEL,
  CORE_SECONDS_PER_MEGAPIXEL,
  CPU_SPREAD,
  GPU_SPEED,
  UNKNOWN_MODEL,
} from './inference-rates.js';
import { plus, rangeOf, times } from './ranges.js';

interface Work {
  /** Of a frame. */
  readonly megapixels: { readonly source: number; readonly result: number };
  readonly frames: Range;
  readonly options: JobOptions;
  readonly setting: EstimateSetting;
}

/**
 * How long GPU workers are busy: the measured cost of a megapixel, times pixels, on the deployment's device. Where that is
 * the processor, coding takes its time from the model.
 */
export function estimateGpuSeconds({ megapixels, frames, options, setting }: Work): {
  readonly seconds: Range;
  readonly basis: readonly string[];
} {
  const model = coreSecondsOf(options);
  const work = times(times(frames, rangeOf(megapixels.source)), model.range);
  if (setting.device === 'cpu') {
    const { calibration, cores } = setting;
    const coding = times(times(frames, rangeOf(megapixels.result)), CODING_SECONDS_PER_MEGAPIXEL);
    const share = rangeOf((calibration?.factor ?? 1) / cores);
    return {
      seconds: times(plus(times(work, CPU_SPREAD), coding), share),
      basis: [
        model.basis,
        `Decoding, coding and checking: ${CODING_SECONDS_PER_MEGAPIXEL.low} to ${CODING_SECONDS_PER_MEGAPIXEL.high} CPU seconds a megapixel of the result.`,
        calibration === null
          ? `Workers with ${cores} CPU cores like those measured.`
          : `Workers with ${cores} CPU cores of this machine: ${calibration.source}.`,
      ],
    };
  }
  const speeds = GPU_SPEED[setting.device];
  const speed = options.precision === 'fp16' ? speeds.fp16 : speeds.fp32;
  return {
    seconds: { low: work.low / speed.high, high: work.high / speed.low },
    basis: [model.basis, `Speed of the GPU ${speed.source}.`],
  };
}

function coreSecondsOf({ model, precision }: JobOptions): { readonly range: Range; readonly basis: string } {
  if (!isCatalogueModelId(model)) {
    const { low, high } = UNKNOWN_MODEL;
    return {
      range: UNKNOWN_MODEL,
      basis: `What ${model} costs is not known: ${low} to ${high} CPU seconds a megapixel, as the models of the catalogue.`,
    };
  }
  const { fp32, int8 } = CORE_SECONDS_PER_MEGAPIXEL[model];
  const [counted, rate] = precision === 'int8' && int8 !== undefined ? ['int8', int8] : ['fp32', fp32];
  const measured = model === 'swinir-m-x4-realsr' ? 'assumed' : 'measured on an AMD EPYC with AVX-512, docs/models.md';
  return { range: rangeOf(rate), basis: `${model} in ${counted}: ${rate} CPU seconds a megapixel (${measured}).` };
}

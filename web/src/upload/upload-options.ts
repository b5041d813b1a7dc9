import type { Precision } from '../../../src/contracts/job-options.js';
import { DEFAULT_MODEL, MODELS, scaleOfModel, type ModelId, type VideoType } from '../../../src/contracts/models.js';

/** What the page lets people choose; the rest keeps the API's defaults. */
export interface UploadOptions {
  readonly videoType: VideoType;
  /** null: the one that suits the type. */
  readonly model: ModelId | null;
  readonly scale: 2 | 3 | 4;
  /** null: the deployment's own. */
  readonly precision: Precision | null;
}

export const SCALES = [2, 3, 4] as const;

export const FIRST_OPTIONS: UploadOptions = { videoType: 'real', model: null, scale: 4, precision: null };

/** The options by their names on the wire. */
export function optionParameters({ videoType, model, scale, precision }: UploadOptions): Record<string, string> {
  return {
    videoType,
    ...(model !== null && { model }),
    scale: String(scale),
    ...(precision !== null && { precision }),
  };
}

/** With another model, and no scale that it can't do. */
export function withModel(options: UploadOptions, model: ModelId | null): UploadOptions {
  const most = scaleOfModel(model ?? DEFAULT_MODEL[options.videoType]);
  const scale = SCALES.findLast((candidate) => candidate <= Math.min(options.scale, most)) ?? 2;
  return { ...options, model, scale };
}

/** Models to choose from, those first that were made for the type. */
export function offeredModels(installed: readonly ModelId[] | null): readonly ModelId[] {
  return installed ?? (Object.keys(MODELS) as ModelId[]);
}

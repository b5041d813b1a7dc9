export type VideoType = 'real' | 'anime';

export const VIDEO_TYPES: readonly VideoType[] = ['real', 'anime'];

interface ModelFacts {
  /** What the network itself does; other scales shrink its output. */
  readonly scale: number;
  readonly goodFor: string;
}

/** The models a job may name. Their files are the workers' business (adapters/onnx/catalogue). */
export const MODELS = {
  'realesr-general-x4v3': { scale: 4, goodFor: 'photographic video; small and fast' },
  'realesr-animevideov3': { scale: 4, goodFor: 'animation; the fastest' },
} as const satisfies Record<string, ModelFacts>;

export type ModelId = keyof typeof MODELS;

export const DEFAULT_MODEL: Record<VideoType, ModelId> = {
  real: 'realesr-general-x4v3',
  anime: 'realesr-animevideov3',
};

export function isModelId(value: string): value is ModelId {
  return Object.hasOwn(MODELS, value);
}

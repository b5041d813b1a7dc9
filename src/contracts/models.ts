export type VideoType = 'real' | 'anime';

export const VIDEO_TYPES: readonly VideoType[] = ['real', 'anime'];

interface ModelFacts {
  /** What the network itself does; smaller scales shrink its output, larger ones can't be had from it. */
  readonly scale: number;
  readonly goodFor: string;
  /** Less than 35 dB would be left against fp32: found when the graph was prepared, and the same everywhere. */
  readonly losesTooMuchInInt8?: true;
}

/** The models a job may name. Their files are the workers' business (adapters/onnx/catalogue). */
export const MODELS = {
  'realesr-general-x4v3': { scale: 4, goodFor: 'photographic video; small and fast' },
  'realesr-animevideov3': { scale: 4, goodFor: 'animation; small and fast' },
  'realesrgan-x4plus': { scale: 4, goodFor: 'photographs: invents the most detail; very slow' },
  'realesrgan-x4plus-anime': {
    scale: 4,
    goodFor: 'drawings and stills of animation; slow',
    losesTooMuchInInt8: true,
  },
  'span-x2': { scale: 2, goodFor: 'clean video: faithful, invents nothing; fast', losesTooMuchInInt8: true },
  'span-x4': { scale: 4, goodFor: 'clean video: faithful, invents nothing; fast' },
  'dat-light-x2': { scale: 2, goodFor: 'clean pictures: the most faithful; very slow' },
  'dat-light-x4': { scale: 4, goodFor: 'clean pictures: the most faithful; very slow' },
  'swinir-m-x4-realsr': { scale: 4, goodFor: 'damaged photographic video; very slow' },
} as const satisfies Record<string, ModelFacts>;

export type CatalogueModelId = keyof typeof MODELS;

/** Scale and the start of the file's sha256: what the id says holds on every worker, whether it has the model or not. */
export type ImportedModelId = `import-x${number}-${string}`;

export type ModelId = CatalogueModelId | ImportedModelId;

export const DEFAULT_MODEL: Record<VideoType, CatalogueModelId> = {
  real: 'realesr-general-x4v3',
  anime: 'realesr-animevideov3',
};

const IMPORTED = /^import-x([1-8])-[0-9a-f]{12}$/;

export function isCatalogueModelId(value: string): value is CatalogueModelId {
  return Object.hasOwn(MODELS, value);
}

export function isImportedModelId(value: string): value is ImportedModelId {
  return IMPORTED.test(value);
}

/** Of an imported model only the form of its id is known here: whether a worker has it, the worker says. */
export function isModelId(value: string): value is ModelId {
  return isCatalogueModelId(value) || isImportedModelId(value);
}

export function importedModelId(scale: number, sha256: string): ImportedModelId {
  return `import-x${scale}-${sha256.slice(0, 12)}`;
}

/** Of an imported model it turns out when its graph is prepared. */
export function losesTooMuchInInt8(id: ModelId): boolean {
  return isCatalogueModelId(id) && (MODELS[id] as ModelFacts).losesTooMuchInInt8 === true;
}

/** How many times larger a model makes a picture, in each direction. */
export function scaleOfModel(id: ModelId): number {
  return isCatalogueModelId(id) ? MODELS[id].scale : Number(IMPORTED.exec(id)?.[1]);
}

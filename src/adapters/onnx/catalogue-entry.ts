import type { Artifact } from '../fetch/artifact.js';
import type { RrdbNet } from './ncnn/rrdb-param.js';
import type { SrvggCompact } from './ncnn/srvgg-param.js';
import type { TileRule } from './tile-rule.js';

/** Layers come from a `.param` file, or follow from the architecture. */
export interface NcnnFiles {
  readonly format: 'ncnn';
  readonly layers:
    | { readonly kind: 'srvgg-compact'; readonly net: SrvggCompact }
    | { readonly kind: 'rrdb'; readonly net: RrdbNet }
    | { readonly kind: 'param'; readonly file: Artifact };
  readonly weights: Artifact;
}

/** PyTorch weights; the exporter in pth/ makes a graph of one tile size of them. */
interface PthFiles {
  readonly format: 'pth';
  readonly weights: Artifact;
}

export interface CatalogueEntry {
  /** Of the weights. */
  readonly licence: string;
  readonly architecture: string;
  readonly scale: number;
  readonly tiles: TileRule;
  readonly files: NcnnFiles | PthFiles;
}

import type { TileRule } from '../tile-rule.js';

interface ExportedNet {
  /** A float net N×3×H×W in 0…1, as an `.onnx` file. */
  readonly graph: Uint8Array;
  readonly scale: number;
  readonly architecture: string;
  readonly tiles: TileRule;
}

/** Makes a graph of PyTorch weights of any architecture that spandrel knows. */
export interface PthExporter {
  /**
   * @param expected what the weights must be; an architecture or scale that is another is refused
   * @throws UpreelError `ModelUnavailable` when PyTorch can't be had here, or the file is no model
   */
  export(path: string, expected?: { readonly scale: number; readonly tiles: TileRule }): Promise<ExportedNet>;
}

import type { Precision } from '../../contracts/job-options.js';
import type { BitDepth } from './graph/add-integer-ends.js';
import type { TileRule } from './tile-rule.js';

export interface GraphRequest {
  readonly model: string;
  readonly precision: Precision;
  readonly bitDepth: BitDepth;
}

/** A graph ready for a session: uint8 or uint16 N×H×W×3 in and out, as addIntegerEnds makes it. */
export interface SessionGraph {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly scale: number;
  readonly tiles: TileRule;
}

/** Where a provider has its graphs from: the model store, or a test's own graph. */
export interface GraphSource {
  /** @throws UpreelError `ModelUnavailable` */
  graph(request: GraphRequest): Promise<SessionGraph>;
}

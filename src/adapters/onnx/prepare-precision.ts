import { availableParallelism } from 'node:os';

import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { Precision } from '../../contracts/job-options.js';
import type { ModelId } from '../../contracts/models.js';
import type { Quantizer } from './calibration/quantize-in-thread.js';
import { addIntegerEnds } from './graph/add-integer-ends.js';
import { convertFp16 } from './graph/convert-fp16.js';
import { decodeGraph } from './graph/decode-graph.js';
import { encodeGraph } from './graph/encode-graph.js';
import type { ModelGraph } from './graph/model-graph.js';
import type { ModelFolder } from './model-folder.js';
import type { ModelManifest, PrecisionManifest, PreparedGraph } from './model-manifest.js';
import { CONVERTER_VERSION, writeGraphs } from './prepare-graph.js';

/** Of a model that loses more in int8, on the calibration pictures, no int8 graph is made. */
const INT8_LIMIT_DB = 35;

interface PrecisionRequest {
  readonly id: ModelId;
  readonly precision: Precision;
  readonly manifest: ModelManifest;
  readonly folder: ModelFolder;
  readonly readNet: () => Promise<Uint8Array>;
  readonly quantize: Quantizer;
}

/**
 * The graphs of a precision that did not come with the model: made at first need, kept beside it.
 * @throws UpreelError `ModelUnavailable` when int8 would lose more than its limit
 */
export async function preparePrecision(request: PrecisionRequest): Promise<readonly PreparedGraph[]> {
  const { graphs, psnrDb } = (await findMade(request)) ?? (await make(request));
  const problem = int8Problem(request.id, psnrDb);
  if (problem !== null) throw new UpreelError(FailureType.ModelUnavailable, problem);
  return graphs;
}

/** What keeps a model from being run in int8, given what it was found to lose; null when nothing does. */
export function int8Problem(id: ModelId, psnrDb: number | undefined): string | null {
  if (psnrDb === undefined || psnrDb >= INT8_LIMIT_DB) return null;
  return (
    `Model ${id} can't be run in int8: it would lose too much (${psnrDb.toFixed(1)} dB against fp32 on the ` +
    `calibration pictures, and ${INT8_LIMIT_DB} dB are the least). Use fp32.`
  );
}

/** What was made before of this very net, if it is whole. */
async function findMade({ precision, manifest, folder }: PrecisionRequest): Promise<PrecisionManifest | undefined> {
  const made = await folder.readPrecision(precision);
  if (made?.converterVersion !== CONVERTER_VERSION || made.netSha256 !== manifest.net.sha256) return undefined;
  const files = await Promise.all(made.graphs.map((graph) => folder.read(graph)));
  return files.some((file) => typeof file === 'string') ? undefined : made;
}

async function make(request: PrecisionRequest): Promise<PrecisionManifest> {
  const { precision, manifest, folder } = request;
  const { net, psnrDb } = await convert(request);
  const usable = psnrDb === undefined || psnrDb >= INT8_LIMIT_DB;
  const graphs = usable
    ? await writeGraphs(precision, (bitDepth) => encodeGraph(addIntegerEnds(net, bitDepth)), folder)
    : [];
  const made: PrecisionManifest = {
    converterVersion: CONVERTER_VERSION,
    netSha256: manifest.net.sha256,
    ...(psnrDb !== undefined && { psnrDb }),
    graphs,
  };
  await folder.writePrecision(precision, made);
  return made;
}

async function convert({
  id,
  precision,
  readNet,
  quantize,
}: PrecisionRequest): Promise<{ net: ModelGraph; psnrDb?: number }> {
  const netBytes = await readNet();
  if (precision !== 'int8') return { net: convertFp16(decodeGraph(netBytes)) };
  try {
    const quantized = await quantize({ net: netBytes, threads: availableParallelism() });
    return { net: decodeGraph(quantized.net), psnrDb: quantized.psnrDb };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UpreelError(FailureType.ModelUnavailable, `Model ${id} can't be made ready for int8: ${reason}.`, {
      cause: error,
    });
  }
}

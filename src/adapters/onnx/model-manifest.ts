import { createHash } from 'node:crypto';

import type { Precision } from '../../contracts/job-options.js';
import type { BitDepth } from './graph/add-integer-ends.js';
import type { TileRule } from './tile-rule.js';

export interface StoredFile {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface PreparedGraph extends StoredFile {
  readonly precision: Precision;
  readonly bitDepth: BitDepth;
}

/** What an imported model was found to be; of a catalogue model the catalogue says it. */
export interface ImportedFacts {
  readonly scale: number;
  readonly tiles: TileRule;
  /** What its graph and its weights' file say, in words. */
  readonly architecture: string;
}

/** `manifest.json` of an installed model: what it was made from and what its files are. */
export interface ModelManifest {
  readonly model: string;
  readonly converterVersion: number;
  readonly sources: readonly { readonly fileName: string; readonly sha256: string }[];
  /** The float net that every graph is prepared from. */
  readonly net: StoredFile;
  readonly graphs: readonly PreparedGraph[];
  readonly imported?: ImportedFacts;
}

/** `<precision>.json`: graphs that were prepared later, when a job first asked for this precision. */
export interface PrecisionManifest {
  readonly converterVersion: number;
  readonly netSha256: string;
  /** Of int8: against fp32, on the calibration pictures. */
  readonly psnrDb?: number;
  readonly graphs: readonly PreparedGraph[];
}

/** The manifest in a file's text, or undefined when it is none: then the model counts as not installed. */
export function parseManifest(text: string): ModelManifest | undefined {
  const value = parseJson(text);
  return isManifest(value) ? value : undefined;
}

export function parsePrecisionManifest(text: string): PrecisionManifest | undefined {
  const value = parseJson(text);
  return isPrecisionManifest(value) ? value : undefined;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const STORED_FILE = { fileName: 'string', sizeBytes: 'number', sha256: 'string' } as const;
const PREPARED_GRAPH = { ...STORED_FILE, precision: 'string', bitDepth: 'number' } as const;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is ModelManifest {
  return (
    hasFields(value, { model: 'string', converterVersion: 'number' }) &&
    isListOf(value.sources, { fileName: 'string', sha256: 'string' }) &&
    hasFields(value.net, STORED_FILE) &&
    isListOf(value.graphs, PREPARED_GRAPH) &&
    (value.imported === undefined || isImportedFacts(value.imported))
  );
}

function isPrecisionManifest(value: unknown): value is PrecisionManifest {
  return (
    hasFields(value, { converterVersion: 'number', netSha256: 'string' }) &&
    (value.psnrDb === undefined || typeof value.psnrDb === 'number') &&
    isListOf(value.graphs, PREPARED_GRAPH)
  );
}

function isImportedFacts(value: unknown): boolean {
  if (!hasFields(value, { scale: 'number', architecture: 'string' })) return false;
  const { tiles } = value;
  return (
    hasFields(tiles, { haloPx: 'number' }) &&
    (tiles.bytesPerPixel === undefined || typeof tiles.bytesPerPixel === 'number') &&
    (tiles.fixed === undefined || hasFields(tiles.fixed, { width: 'number', height: 'number' }))
  );
}

type Fields = Readonly<Record<string, 'string' | 'number'>>;

function isListOf(value: unknown, fields: Fields): boolean {
  return Array.isArray(value) && value.every((each) => hasFields(each, fields));
}

function hasFields(value: unknown, fields: Fields): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const entries = new Map(Object.entries(value));
  return Object.entries(fields).every(([name, type]) => typeof entries.get(name) === type);
}

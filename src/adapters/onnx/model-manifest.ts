import { createHash } from 'node:crypto';

import type { Precision } from '../../contracts/job-options.js';
import type { BitDepth } from './graph/add-integer-ends.js';

export interface PreparedGraph {
  readonly precision: Precision;
  readonly bitDepth: BitDepth;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** `manifest.json` of an installed model: what its graphs were made from and what they are. */
export interface ModelManifest {
  readonly model: string;
  readonly converterVersion: number;
  readonly sources: readonly { readonly fileName: string; readonly sha256: string }[];
  readonly graphs: readonly PreparedGraph[];
}

/** The manifest in a file's text, or undefined when it is none: then the model counts as not installed. */
export function parseManifest(text: string): ModelManifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isManifest(value) ? value : undefined;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function isManifest(value: unknown): value is ModelManifest {
  return (
    hasFields(value, { model: 'string', converterVersion: 'number' }) &&
    isListOf(value.sources, { fileName: 'string', sha256: 'string' }) &&
    isListOf(value.graphs, {
      precision: 'string',
      bitDepth: 'number',
      fileName: 'string',
      sizeBytes: 'number',
      sha256: 'string',
    })
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

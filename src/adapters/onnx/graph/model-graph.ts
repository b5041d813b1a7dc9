import type { DATA_TYPE } from './onnx-proto.js';

export type ElementType = keyof typeof DATA_TYPE;

/** A constant of the graph: row-major, raw little-endian elements. */
export interface Initializer {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly data: Uint8Array;
}

export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: Initializer }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] };

/** One operator of the default ONNX domain. An empty input name is an optional input left out. */
export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A named value at the graph's edge; a dimension is a number or the name of one that varies. */
export interface GraphValue {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly (number | string)[];
}

/**
 * An ONNX graph as the passes in this folder see it. Nodes stand in an order in which every input is computed before
 * it is used; names are unique over nodes' outputs, initializers and inputs. A pass takes a graph and returns another.
 */
export interface ModelGraph {
  readonly name: string;
  /** Version of the default operator set its nodes are written in; absent: the newest used here. */
  readonly opset?: number;
  readonly nodes: readonly GraphNode[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
}

export function node(
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, Attribute>> = {},
): GraphNode {
  return { op, inputs, outputs: [output], attributes };
}

export function int(value: number): Attribute {
  return { kind: 'int', value };
}

export function ints(...value: number[]): Attribute {
  return { kind: 'ints', value };
}

export function float(value: number): Attribute {
  return { kind: 'float', value };
}

export function string(value: string): Attribute {
  return { kind: 'string', value };
}

export function floatInitializer(
  name: string,
  dims: readonly number[],
  values: Float32Array | readonly number[],
): Initializer {
  const floats = Float32Array.from(values);
  return { name, type: 'float32', dims, data: new Uint8Array(floats.buffer) };
}

/** The elements of a float32 initializer, whatever its alignment. */
export function floatsOf(initializer: Initializer): Float32Array {
  return new Float32Array(new Uint8Array(initializer.data).buffer);
}

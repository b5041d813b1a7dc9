import { type GraphNode, type Initializer, floatInitializer } from '../graph/model-graph.js';
import { CorruptModelError } from '../corrupt-model-error.js';
import type { NcnnLayer } from './parse-param.js';
import type { WeightReader } from './weight-reader.js';

/** The graph as it grows layer by layer. Blob names get the prefix `net/`, so they can't clash with added nodes. */
export class LayerContext {
  readonly nodes: GraphNode[] = [];
  readonly initializers: Initializer[] = [];
  readonly weights: WeightReader;
  readonly #names = new Map<string, string>();
  readonly #used = new Set<string>();

  constructor(weights: WeightReader) {
    this.weights = weights;
  }

  /** The value behind a layer's input. */
  input(layer: NcnnLayer, index = 0): string {
    const blob = layer.inputs[index];
    const name = blob === undefined ? undefined : this.#names.get(blob);
    if (name === undefined)
      throw new CorruptModelError(`layer ${layer.name} (${layer.type}) uses ${blob ?? 'an input'} before it is there`);
    this.#used.add(name);
    return name;
  }

  inputs(layer: NcnnLayer): string[] {
    return layer.inputs.map((_, index) => this.input(layer, index));
  }

  /** Declares the layer's one output and gives the name to compute it under. */
  output(layer: NcnnLayer): string {
    const [blob] = layer.outputs;
    if (blob === undefined) throw new CorruptModelError(`layer ${layer.name} (${layer.type}) has no output`);
    const name = `net/${blob}`;
    this.#define(layer, blob, name);
    return name;
  }

  /** Makes every output of the layer another name of a value that exists. */
  alias(layer: NcnnLayer, name: string): void {
    for (const blob of layer.outputs) this.#define(layer, blob, name);
  }

  constant(name: string, dims: readonly number[], values: Float32Array | readonly number[]): string {
    this.initializers.push(floatInitializer(name, dims, values));
    return name;
  }

  /** Values no layer used: the net's outputs. */
  unused(): string[] {
    return [...new Set(this.#names.values())].filter((name) => !this.#used.has(name));
  }

  #define(layer: NcnnLayer, blob: string, name: string): void {
    if (this.#names.has(blob)) throw new CorruptModelError(`layer ${layer.name} makes ${blob}, which is already there`);
    this.#names.set(blob, name);
  }
}

/** A positive whole number among the layer's parameters. */
export function sizeOf(layer: NcnnLayer, key: number, fallback?: number): number {
  const value = layer.scalars.get(key) ?? fallback;
  if (value === undefined || !Number.isInteger(value) || value < 1 || value > 2 ** 28)
    throw new CorruptModelError(`parameter ${key} of layer ${layer.name} (${layer.type}) is no positive whole number`);
  return value;
}

/** Refuses a parameter with any value but those the converter knows. */
export function choiceOf<T>(layer: NcnnLayer, key: number, fallback: number, choices: ReadonlyMap<number, T>): T {
  const value = layer.scalars.get(key) ?? fallback;
  const choice = choices.get(value);
  if (choice === undefined)
    throw new CorruptModelError(`parameter ${key} of layer ${layer.name} (${layer.type}) is ${value}, not supported`);
  return choice;
}

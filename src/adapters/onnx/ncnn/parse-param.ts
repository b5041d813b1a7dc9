import { CorruptModelError } from '../corrupt-model-error.js';

/** One line of a `.param` file. Scalars and arrays are kept apart: `0=64` and `-23310=1,0.2` (key 10, one value). */
export interface NcnnLayer {
  readonly type: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly scalars: ReadonlyMap<number, number>;
  readonly arrays: ReadonlyMap<number, readonly number[]>;
}

const MAGIC = '7767517';
/** ncnn writes the array of key k under −23300 − k. */
const ARRAY_KEY_BASE = -23_300;

/**
 * Reads an ncnn `.param` text, with either line ending.
 * @throws CorruptModelError when it is not one, or not a whole one
 */
export function parseParam(text: string): NcnnLayer[] {
  const [magic, counts, ...lines] = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (magic !== MAGIC)
    throw new CorruptModelError(`a .param file starts with ${MAGIC}, this one with "${magic ?? ''}"`);
  const [layerCount] = (counts ?? '').split(/\s+/).map(toCount);
  if (layerCount !== lines.length)
    throw new CorruptModelError(`the .param file promises ${layerCount ?? 'no'} layers and has ${lines.length}`);
  return lines.map(parseLayer);
}

function parseLayer(line: string): NcnnLayer {
  const [type = '', name = '', inputCount, outputCount, ...rest] = line.split(/\s+/);
  const inputEnd = toCount(inputCount ?? '');
  const outputEnd = inputEnd + toCount(outputCount ?? '');
  if (rest.length < outputEnd) throw new CorruptModelError(`layer ${name} names fewer inputs and outputs than it has`);
  const scalars = new Map<number, number>();
  const arrays = new Map<number, readonly number[]>();
  for (const parameter of rest.slice(outputEnd)) {
    const [, key = '', value = ''] = /^(-?\d+)=(.+)$/.exec(parameter) ?? [];
    if (value === '') throw new CorruptModelError(`layer ${name} has the parameter "${parameter}", not key=value`);
    if (Number(key) > ARRAY_KEY_BASE) scalars.set(Number(key), toNumber(value, name));
    else arrays.set(ARRAY_KEY_BASE - Number(key), parseArray(value, name));
  }
  return { type, name, inputs: rest.slice(0, inputEnd), outputs: rest.slice(inputEnd, outputEnd), scalars, arrays };
}

function parseArray(value: string, layer: string): number[] {
  const [length, ...values] = value.split(',').map((each) => toNumber(each, layer));
  if (length !== values.length)
    throw new CorruptModelError(`layer ${layer} promises an array of ${length ?? 0} and gives ${values.length}`);
  return values;
}

function toNumber(text: string, layer: string): number {
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new CorruptModelError(`layer ${layer} has "${text}" where a number belongs`);
  return value;
}

function toCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new CorruptModelError(`the .param file has "${text}" where a count belongs`);
  return Number(text);
}

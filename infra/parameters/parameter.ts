/** A setting of the deployment as it is given: text, or undefined where nobody gave it. */
export interface Parameter<T> {
  readonly description: string;
  /** As one would write it after `-c upreel:<name>=`. */
  readonly byDefault: string;
  /** @throws WrongValue */
  readonly parse: (text: string) => T;
}

/** Says what would be right; whoever catches it knows the parameter and what it was given. */
export class WrongValue extends Error {
  override readonly name = 'WrongValue';
}

interface Facts {
  readonly description: string;
  readonly byDefault: string;
}

export function wholeNumber(facts: Facts, { min, max }: { readonly min: number; readonly max: number }) {
  return parameter(facts, (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new WrongValue(`a whole number from ${min} to ${max}`);
  });
}

export function oneOf<const T extends string>(facts: Facts, values: readonly T[]) {
  return parameter(facts, (text) => {
    const value = values.find((known) => known === text);
    if (value === undefined) throw new WrongValue(`one of ${values.join(', ')}`);
    return value;
  });
}

/** `wanted` describes, for people, what `pattern` takes. */
export function textLike(facts: Facts, pattern: RegExp, wanted: string) {
  return parameter(facts, (text) => {
    if (!pattern.test(text)) throw new WrongValue(wanted);
    return text;
  });
}

/** Values between commas; nothing at all is an empty list. */
export function listOf(facts: Facts, pattern: RegExp, wanted: string) {
  return parameter(facts, (text) => {
    const values = text === '' ? [] : text.split(',').map((value) => value.trim());
    if (!values.every((value) => pattern.test(value))) throw new WrongValue(`${wanted}, separated by commas`);
    return values;
  });
}

function parameter<T>(facts: Facts, parse: (text: string) => T): Parameter<T> {
  return { ...facts, parse };
}

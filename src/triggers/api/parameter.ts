import { z } from 'zod';

/** Where a schema tells its default: zod drops the `default` of what it transforms from the JSON schema. */
export const FALLBACK = 'x-default';

/** An object of these parameters and no others. */
export function parameters<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `There is no parameter "${issue.keys[0] ?? ''}"; there are ${Object.keys(shape).join(', ')}.`
        : undefined,
  });
}

/**
 * A whole number, as JSON has it or as the text of a query.
 * @param name for the sentence that refuses another value
 */
export function wholeNumber(name: string, min: number, max: number): z.ZodType<number> {
  return z
    .unknown()
    .transform((given, context) => readWholeNumber(given, { name, min, max }, context))
    .meta({ type: 'integer', minimum: min, maximum: max });
}

/** The same with a value for callers that give none. */
export function wholeNumberOr(fallback: number, name: string, min: number, max: number): z.ZodType<number> {
  return z
    .unknown()
    .optional()
    .transform((given = fallback, context) => readWholeNumber(given, { name, min, max }, context))
    .meta({ type: 'integer', minimum: min, maximum: max, [FALLBACK]: fallback });
}

function readWholeNumber(
  given: unknown,
  { name, min, max }: { readonly name: string; readonly min: number; readonly max: number },
  context: z.core.$RefinementCtx,
): number {
  const value = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  context.issues.push({
    code: 'custom',
    input: given,
    message: `${name} must be a whole number from ${min} to ${max}.`,
  });
  return z.NEVER;
}

export function positiveNumber(name: string, max: number): z.ZodType<number> {
  const message = `${name} must be a number above 0 and up to ${max}.`;
  return z.number({ error: message }).positive({ error: message }).max(max, { error: message });
}

export function choice<const Values extends readonly string[]>(
  name: string,
  values: Values,
): z.ZodType<Values[number]> {
  return z.enum(values, { error: `${name} must be one of ${values.join(', ')}.` });
}

/** A text that must be given. */
export function requiredText(name: string, what: string): z.ZodType<string> {
  return z.string({ error: `${name} must be ${what}.` }).min(1, { error: `${name} must be ${what}.` });
}

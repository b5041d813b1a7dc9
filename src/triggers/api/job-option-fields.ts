import { z } from 'zod';

import {
  type GivenOptions,
  InvalidOptionError,
  OPTION_NAMES,
  OPTION_RULES,
  type OptionName,
  parseJobOptions,
} from '../../contracts/job-options.js';

/** The job options by their wire names, as numbers or texts; what they may be, the contract's own rules say. */
export const JOB_OPTION_FIELDS = Object.fromEntries(
  OPTION_NAMES.map((name) => [name, optionField(name).meta(describe(name)).optional()]),
) as Record<OptionName, z.ZodOptional<z.ZodType<string>>>;

/** The options among checked fields; adds an issue for one that the contract refuses. */
export function readJobOptions(
  fields: Partial<Record<OptionName, string | undefined>>,
  context: z.RefinementCtx,
): GivenOptions {
  const texts = OPTION_NAMES.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]] as const]));
  try {
    return parseJobOptions(Object.fromEntries(texts));
  } catch (error) {
    if (!(error instanceof InvalidOptionError)) throw error;
    context.addIssue({ code: 'custom', path: [error.parameter], message: error.message });
    return z.NEVER;
  }
}

function optionField(name: OptionName): z.ZodType<string> {
  return z.unknown().transform((given, context) => {
    if (typeof given === 'string' || typeof given === 'number') return String(given);
    context.issues.push({ code: 'custom', input: given, message: `${name} must be a text or a number.` });
    return z.NEVER;
  });
}

function describe(name: OptionName): Record<string, unknown> {
  const rule = OPTION_RULES[name];
  switch (rule.kind) {
    case 'integer':
      return { type: 'integer', minimum: rule.min, maximum: rule.max };
    case 'choice':
      return { type: 'string', enum: rule.values };
    case 'budget':
      return { type: 'string', description: 'GPU seconds like 600s, or a price like 2.50USD.' };
    case 'model':
      return { type: 'string', description: `${rule.values.join(', ')}, or the id of an imported model.` };
  }
}

import type { Invariant } from './invariant.js';

export const sameAsUndisturbed: Invariant = {
  id: 'I3',
  promise: 'the final video is bit-identical to that of an undisturbed run',
  violations: ({ jobs, references }) =>
    jobs.flatMap(({ jobId, input, end }) => {
      const reference = references.get(input.name);
      return (end?.videos ?? [])
        .filter(({ sha256 }) => sha256 !== reference)
        .map(({ sha256 }) => {
          const instead = reference === undefined ? 'there is no undisturbed one' : `undisturbed it is ${reference}`;
          return `The video of job ${jobId} (${input.name}) has sha256 ${sha256}; ${instead}.`;
        });
    }),
};

import type { Invariant } from './invariant.js';

export const everyFrameOnce: Invariant = {
  id: 'I4',
  promise: 'no frame is missing, repeated or out of order',
  violations: ({ jobs }) =>
    jobs.flatMap(({ jobId, input, end }) =>
      (end?.videos ?? []).flatMap(({ frameNumbers }) => {
        if (frameNumbers.length !== input.frames) {
          return [`The video of job ${jobId} has ${frameNumbers.length} frames instead of ${input.frames}.`];
        }
        const wrong = frameNumbers.findIndex((number, index) => number !== index);
        if (wrong < 0) return [];
        return [`Frame ${wrong} of job ${jobId}'s video shows the picture of frame ${frameNumbers[wrong] ?? 'none'}.`];
      }),
    ),
};

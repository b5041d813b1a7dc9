import type { Invariant } from './invariant.js';

/** Intermediate objects stay for days on purpose: no run is long enough to see them go. */
export const nothingLeft: Invariant = {
  id: 'I7',
  promise: 'no child process, temporary directory or upload in parts is left',
  violations: ({ leftovers }) => [
    ...(['idle', 'stopped'] as const)
      .filter((moment) => !leftovers.some((found) => found.moment === moment))
      .map((moment) => `Nobody looked at what was left when the stack was ${moment}.`),
    ...leftovers.flatMap(({ moment, processes, directories, uploads }) => [
      ...processes.map((command) => `Left when the stack was ${moment}: the process ${command}`),
      ...directories.map((path) => `Left when the stack was ${moment}: the directory ${path}`),
      ...uploads.map((key) => `Left when the stack was ${moment}: an upload in parts of ${key}`),
    ]),
  ],
};

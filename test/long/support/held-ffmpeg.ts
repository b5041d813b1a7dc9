import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SEGMENT_PATTERN } from '../../../src/adapters/ffmpeg/arguments/extract-arguments.js';
import { eventually } from '../../e2e/support/dev-stack.js';
import { toolPath } from '../../support/tools.js';

/** What the tool's command line has in the step that takes longest. */
export const WORK = { extracting: SEGMENT_PATTERN, coding: 'upscaled.nut', recomposing: 'output.mp4' } as const;

/** An ffmpeg that waits before it begins, as long as a test holds what is on its command line. */
export interface HeldFfmpeg {
  readonly environment: { readonly UPREEL_FFMPEG: string };
  /** From now on runs whose command line contains the text wait. */
  hold(text: string): Promise<void>;
  /** Resolves with the process id of a run that waits, when as many do. */
  untilHeld(runs?: number): Promise<number>;
  /** Resolves when none waits any more, so that the next test's hold is none of theirs. */
  release(): Promise<void>;
}

export function createHeldFfmpeg(directory: string): HeldFfmpeg {
  const gate = join(directory, 'held');
  const script = join(directory, 'held-ffmpeg.sh');
  const lines = [
    '#!/bin/sh',
    `held() { [ -s '${gate}' ] && case "$1" in *"$(cat '${gate}')"*) true;; *) false;; esac; }`,
    'while held "$*"; do sleep 0.05; done',
    `exec '${toolPath('ffmpeg')}' "$@"`,
  ];
  writeFileSync(script, `${lines.join('\n')}\n`);
  chmodSync(script, 0o755);
  let heldText = '';
  const waiting = (): number[] => processesOf('held-ffmpeg.sh', directory, heldText);
  return {
    environment: { UPREEL_FFMPEG: script },
    hold: async (text) => {
      heldText = text;
      await writeFile(gate, text);
    },
    untilHeld: (runs = 1) => eventually(() => Promise.resolve(waiting()[runs - 1] ?? null)),
    release: async () => {
      await rm(gate, { force: true });
      await eventually(() => Promise.resolve(waiting().length === 0 ? true : null));
    },
  };
}

/** Ids of the processes that have all of these on their command line. */
export function processesOf(...texts: readonly string[]): number[] {
  const list = execFileSync('ps', ['-eo', 'pid=,args=']).toString();
  return list.split('\n').flatMap((line) => {
    const [, pid, args = ''] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    return texts.every((text) => args.includes(text)) ? [Number(pid)] : [];
  });
}

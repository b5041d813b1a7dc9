import { rm, writeFile } from 'node:fs/promises';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolPath } from '../../support/tools.js';

/** An ffmpeg that waits before it begins, as long as a test holds what is on its command line. */
export interface HeldFfmpeg {
  readonly environment: { readonly UPREEL_FFMPEG: string };
  /** From now on runs whose command line contains the text wait. */
  hold(text: string): Promise<void>;
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
  return {
    environment: { UPREEL_FFMPEG: script },
    hold: (text) => writeFile(gate, text),
    release: () => rm(gate, { force: true }),
  };
}

import { dirname, join } from 'node:path';

import { runCommand } from '../../adapters/fetch/run-command.js';
import { childEnvironment } from '../../config/child-environment.js';
import { loadToolPaths } from '../../config/tool-paths.js';
import type { Precision } from '../../contracts/job-options.js';
import type { CatalogueModelId } from '../../contracts/models.js';
import type { Stack } from '../../contracts/stack.js';
import type { PeerFigures } from '../bench-report.js';
import type { BenchClips } from '../make-bench-clips.js';
import type { Say } from '../measure-speed.js';
import { median } from '../median.js';
import { runBenchJob } from '../run-bench-job.js';
import { PEER, type Peer, preparePeer } from './prepare-peer.js';

const TURNS = 3;
const PRECISIONS: readonly Precision[] = ['fp32', 'int8'];

interface PeerBench {
  readonly clips: Pick<BenchClips, 'clip' | 'oneFrame'>;
  readonly directory: string;
  readonly model: CatalogueModelId;
  readonly say: Say;
}

/**
 * Both on the same clip, scale, model and encoder settings, in turns. Upreel's time is from before the upload until the
 * result is downloaded, on a stack that runs; the peer's is its process from start to end.
 */
export async function measurePeer(stack: Stack, { clips, directory, model, say }: PeerBench): Promise<PeerFigures> {
  const peer = await preparePeer(model, say);
  const peerSeconds: number[] = [];
  const upreelSeconds: Record<string, number[]> = {};
  for (const precision of PRECISIONS) await runBenchJob(stack, clips.oneFrame, { type: 'anime', model, precision });
  for (let turn = 1; turn <= TURNS; turn++) {
    say(`Against ${PEER}, turn ${turn} of ${TURNS} …\n`);
    peerSeconds.push(await timePeer(peer, { clip: clips.clip, model, output: join(directory, 'peer.mp4') }));
    for (const precision of PRECISIONS) {
      const { wallSeconds } = await runBenchJob(stack, clips.clip, { type: 'anime', model, precision });
      (upreelSeconds[precision] ??= []).push(wallSeconds);
    }
  }
  const ratio = Object.fromEntries(
    PRECISIONS.map((precision) => [precision, median(upreelSeconds[precision] ?? []) / median(peerSeconds)]),
  );
  return { peer: `${PEER}, PyTorch ${peer.torch}`, peerSeconds, upreelSeconds, ratio };
}

async function timePeer(
  { command, weights }: Peer,
  { clip, model, output }: { readonly clip: string; readonly model: string; readonly output: string },
): Promise<number> {
  const { ffmpeg } = loadToolPaths();
  const { PATH = '', ...env } = childEnvironment({});
  const startedAt = performance.now();
  await runCommand(
    command,
    [
      ...['--input', clip, '--output', output, '--model', model, '--weights-dir', weights, '--no-audio'],
      // Nothing but the network, as here: its own default blends the result with a filter.
      ...['--scale', '4', '--ai-strength', '1', '--device', 'cpu', '--crf', '18', '--x264-preset', 'veryfast'],
    ],
    { env: { ...env, PATH: `${dirname(ffmpeg)}:${PATH}` } },
  );
  return (performance.now() - startedAt) / 1000;
}

import { availableParallelism, cpus, totalmem } from 'node:os';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { defaultSessions } from '../adapters/onnx/default-sessions.js';
import { createModelStore } from '../adapters/onnx/model-store.js';
import { createUpscalerProvider } from '../adapters/onnx/onnx-upscaler.js';
import { cacheDirectory } from '../config/cache-directory.js';
import { loadMediaToolPaths } from '../config/tool-paths.js';
import { isCatalogueModelId } from '../contracts/models.js';
import { composeSheet } from './quality/compose-sheet.js';
import { type QualityRow, measureClip } from './quality/measure-quality.js';
import { preparePerceptualScore } from './quality/perceptual-score.js';
import { fetchQualityClips } from './quality/quality-clips.js';
import { formatQuality, replaceQuality } from './quality/quality-table.js';

/**
 * `npm run quality`: real clips shrunk and enlarged again by every installed model, in fp32 and int8, and by resampling.
 * Writes the figures and a sheet of pictures into docs/.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const store = createModelStore({ directory: join(cacheDirectory(), 'models') });
const models = (await store.list()).filter(({ id, installed }) => installed && isCatalogueModelId(id));
const cores = availableParallelism();
// One frame at a time on all cores: seconds a frame are a frame's own.
const provider = createUpscalerProvider({
  graphs: store,
  ...defaultSessions({ cores, memoryBytes: totalmem() }),
  sessions: 1,
  threadsPerSession: cores,
  // Nothing waits for it, and a machine that does something else first is no failure.
  stallMs: 3_600_000,
});
try {
  const clips = await fetchQualityClips();
  const score = await preparePerceptualScore(say);
  const rows: QualityRow[] = [];
  for (const scale of [4, 2]) {
    for (const clip of clips) {
      const { ffmpeg } = loadMediaToolPaths();
      const bench = { ffmpeg, provider, models, precisions: ['fp32', 'int8'], score, say } as const;
      rows.push(...(await measureClip(clip, scale, bench)));
    }
  }
  const machine = `${cores} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, Node ${process.versions.node}`;
  const figures = formatQuality(rows, { machine, date: new Date().toISOString().slice(0, 10) });
  const document = join(root, 'docs/models.md');
  await writeFile(document, replaceQuality(await readFile(document, 'utf8'), figures));
  await mkdir(join(root, 'docs/pictures'), { recursive: true });
  // The clip whose licence lets its frames be shown.
  const shown = rows.filter(
    ({ clip, scale, method }) => clip === clips[0]?.name && scale === 4 && !method.endsWith('int8'),
  );
  await composeSheet(shown, join(root, 'docs/pictures/quality.png'));
  process.stdout.write(`${figures}\n`);
} finally {
  await provider.close();
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import { type CommandRunner, runCommand } from '../../fetch/run-command.js';
import type { TileRule } from '../tile-rule.js';
import { compareWithPytorch } from './compare-with-pytorch.js';
import { preparePthEnvironment } from './pth-environment.js';
import type { PthExporter } from './pth-exporter.js';

const SCRIPT = fileURLToPath(new URL('./export_pth.py', import.meta.url));
/** SwinIR-M took a minute on 2 cores. */
const EXPORT_LIMIT_MS = 30 * 60_000;

/** Source pixels thrown away around each tile of a net with attention windows: docs/models.md. */
const WINDOW_HALO_PX = 8;
/** A convolutional net of any size; the import measures whether it is enough. */
const ANY_SIZE_HALO_PX = 32;

export interface PthExporterDeps {
  /** Gets the virtual environment. */
  readonly directory: string;
  readonly run?: CommandRunner;
  readonly isRoot?: boolean;
  readonly say?: (line: string) => void;
}

export function createPthExporter({
  directory,
  run = runCommand,
  isRoot = process.getuid?.() === 0,
  say = () => undefined,
}: PthExporterDeps): PthExporter {
  return {
    async export(path, expected) {
      const python = await preparePthEnvironment({ directory, run, isRoot, say });
      const workplace = await mkdtemp(join(tmpdir(), 'upreel-export-'));
      try {
        say('Exporting the weights to ONNX …');
        await run(python, [SCRIPT, path, workplace], { timeoutMs: EXPORT_LIMIT_MS }).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          throw new UpreelError(FailureType.ModelUnavailable, `${path} can't be exported: ${reason}.`, {
            cause: error,
          });
        });
        const facts = parseFacts(await readFile(join(workplace, 'facts.json'), 'utf8'));
        const tiles = tilesOf(facts);
        if (expected !== undefined) checkExpected(path, { scale: facts.scale, tiles }, expected);
        const graph = await readFile(join(workplace, 'net.onnx'));
        const difference = await compareWithPytorch(graph, workplace, facts);
        say(`ONNX Runtime and PyTorch differ by ${difference.toExponential(1)} at most.`);
        return { graph, scale: facts.scale, architecture: facts.architecture, tiles };
      } finally {
        await rm(workplace, { recursive: true, force: true });
      }
    },
  };
}

interface ExportFacts {
  readonly architecture: string;
  readonly scale: number;
  /** Side of the square picture it was exported with. */
  readonly tile: number;
  readonly anySize: boolean;
}

function parseFacts(text: string): ExportFacts {
  return JSON.parse(text) as ExportFacts;
}

function tilesOf({ tile, anySize }: ExportFacts): TileRule {
  return anySize ? { haloPx: ANY_SIZE_HALO_PX } : { haloPx: WINDOW_HALO_PX, fixed: { width: tile, height: tile } };
}

function checkExpected(
  path: string,
  found: { readonly scale: number; readonly tiles: TileRule },
  expected: { readonly scale: number; readonly tiles: TileRule },
): void {
  const sameTile = found.tiles.fixed?.width === expected.tiles.fixed?.width;
  if (found.scale === expected.scale && sameTile) return;
  throw new UpreelError(
    FailureType.ModelUnavailable,
    `${path} became a model of scale ${found.scale} and tile ${found.tiles.fixed?.width ?? 'any'}, ` +
      `where scale ${expected.scale} and tile ${expected.tiles.fixed?.width ?? 'any'} belong.`,
  );
}

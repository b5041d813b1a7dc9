import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';

import { CONTAINERS, type Container, type GivenOptions } from '../../contracts/job-options.js';
import { wrongUsage } from '../exit-error.js';

export interface OutputRequest {
  readonly sources: readonly string[];
  /** `-o`: a file, or a directory that is there. */
  readonly out?: string;
  readonly options: GivenOptions;
  /** Where results go without `-o`. */
  readonly directory: string;
}

export interface OutputPlan {
  /** The job's container, where the name decides it. */
  readonly container?: Container;
  /** One a source, in their order: where the result goes once its container is known. */
  readonly pathOf: readonly ((container: Container) => string)[];
}

const DEFAULT_SCALE = 4;

/**
 * Decides where results go, before anything is done. A file named with `-o` is replaced; a name made up here
 * (`clip-4x.mp4`) never replaces anything, and no result ever replaces its source.
 * @throws ExitError (wrong usage)
 */
export function planOutput(request: OutputRequest): OutputPlan {
  const { out, options } = request;
  const named = out !== undefined && !isDirectory(out) ? out : null;
  const plan = named === null ? inDirectory(request, out ?? request.directory) : asNamed(request, named);
  const containers = plan.container ?? options.container;
  const targets = new Set<string>();
  for (const [index, pathOf] of plan.pathOf.entries()) {
    const source = request.sources[index] ?? '';
    const paths = (containers === undefined ? CONTAINERS : [containers]).map((container) => pathOf(container));
    for (const path of paths) {
      if (isSame(path, source))
        throw wrongUsage(`The result would replace its source ${source}: name another with -o.`);
      if (named === null && existsSync(path))
        throw wrongUsage(`${path} is there already: remove it, or name another with -o.`);
      if (targets.has(path))
        throw wrongUsage(`Two results would be named ${path}: give the videos one by one, each with its -o.`);
      targets.add(path);
    }
  }
  return plan;
}

function asNamed({ sources, options }: OutputRequest, out: string): OutputPlan {
  if (sources.length > 1)
    throw wrongUsage(`-o must be a directory that exists when there are several videos; ${out} is none.`);
  const ending = extname(out).slice(1).toLowerCase();
  const container = CONTAINERS.find((known) => known === ending);
  if (container === undefined)
    throw wrongUsage(`-o must end in .mp4 or .mkv, or be a directory that exists, not "${out}".`);
  if (options.container !== undefined && options.container !== container) {
    throw wrongUsage(`-o ${out} and --container ${options.container} contradict each other.`);
  }
  if (!isDirectory(dirname(out)))
    throw wrongUsage(`There is no directory ${dirname(out)} to write ${basename(out)} into.`);
  return { container, pathOf: [() => resolve(out)] };
}

function inDirectory({ sources, options }: OutputRequest, directory: string): OutputPlan {
  const size = options.height === undefined ? `${options.scale ?? DEFAULT_SCALE}x` : `${options.height}p`;
  return {
    pathOf: sources.map((source) => {
      const stem = basename(source, extname(source));
      return (container) => resolve(directory, `${stem}-${size}.${container}`);
    }),
  };
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Also through links. */
function isSame(path: string, source: string): boolean {
  return realPath(path) === realPath(source);
}

function realPath(path: string): string {
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  const directory = dirname(whole);
  return join(existsSync(directory) ? realpathSync(directory) : directory, basename(whole));
}

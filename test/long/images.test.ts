import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cacheDirectory } from '../../src/config/cache-directory.js';
import { parseDockerfile, type Stage } from '../support/dockerfile.js';
import { startTemporal, type TestTemporal } from '../support/start-temporal.js';
import { toolPath } from '../support/tools.js';

jest.setTimeout(600_000);

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const WORKDIR = '/app';
const stages = new Map(
  parseDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')).map((stage) => [stage.name, stage]),
);

/** Stages that others copy from, and where that is found here: `cuda-packages` only adds CUDA's libraries to the build's. */
const REPLAYED = new Map([
  ['build', 'build'],
  ['cuda-packages', 'build'],
]);

let directory: string;
let temporal: TestTemporal;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'upreel-images-'));
  temporal = await startTemporal();
  await replay('build');
});

afterAll(async () => {
  await temporal.stop();
  rmSync(directory, { recursive: true, force: true });
});

function inStage(stage: string, path: string): string {
  return join(directory, stage, isAbsolute(path) ? path : join(WORKDIR, path));
}

function stageOf(name: string): Stage {
  const stage = stages.get(name);
  if (stage === undefined) throw new Error(`The Dockerfile has no stage ${name}.`);
  return stage;
}

/** What a stage copies, and what it does with npm and Node, in an empty folder that stands for its root. */
async function replay(name: string): Promise<void> {
  const { from, instructions } = stageOf(name);
  if (stages.has(from)) {
    await replay(from);
    cpSync(join(directory, from), join(directory, name), { recursive: true, verbatimSymlinks: true });
  }
  mkdirSync(inStage(name, '.'), { recursive: true });
  for (const instruction of instructions) {
    if (instruction.name === 'COPY') copy(name, instruction.text);
    if (instruction.name === 'RUN' && /^(npm|node) /.test(instruction.text)) {
      await run('bash', ['-c', instruction.text], { cwd: inStage(name, '.'), maxBuffer: 2 ** 26 });
    }
  }
}

function copy(stage: string, text: string): void {
  const words = text.split(' ').filter((word) => !word.startsWith('--'));
  const named = /--from=(\S+)/.exec(text)?.[1];
  const other = named === undefined ? undefined : REPLAYED.get(named);
  // What comes of stages that nothing here can make: models, CUDA.
  if (named !== undefined && other === undefined) return;
  const target = words.at(-1) ?? '';
  for (const source of words.slice(0, -1)) {
    const from = other === undefined ? join(ROOT, source) : inStage(other, source);
    const to = inStage(stage, words.length > 2 || target.endsWith('/') ? join(target, basename(source)) : target);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  }
}

/** The image's variables, their paths in the stage's folder, and the deployment's. */
function environmentOf(name: string): NodeJS.ProcessEnv {
  const own: Record<string, string> = {};
  for (let stage: Stage | undefined = stageOf(name); stage !== undefined; stage = stages.get(stage.from)) {
    for (const { text } of stage.instructions.filter((each) => each.name === 'ENV')) {
      for (const [, variable = '', value = ''] of text.matchAll(/(\w+)=(\S+)/g)) {
        own[variable] ??= isAbsolute(value) ? inStage(name, value) : value;
      }
    }
  }
  return {
    PATH: process.env.PATH,
    ...own,
    UPREEL_TEMPORAL_ADDRESS: temporal.address,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    UPREEL_SOURCE_BUCKET: 's',
    UPREEL_PROCESSED_BUCKET: 'p',
    UPREEL_FINAL_BUCKET: 'f',
    UPREEL_TABLE: 't',
    UPREEL_TOPIC_EXTRACTION: 'a',
    UPREEL_TOPIC_PROCESSING: 'b',
    UPREEL_TOPIC_RECOMPOSITION: 'c',
    UPREEL_TOPIC_COMPLETION: 'd',
    // Debian's ffmpeg and the models come of steps that are not repeated here.
    UPREEL_FFMPEG: toolPath('ffmpeg'),
    UPREEL_FFPROBE: toolPath('ffprobe'),
    UPREEL_CACHE_DIR: cacheDirectory(),
  };
}

/** Null before the container would be restarted for being unhealthy: then what the worker said. */
async function untilHealthy(worker: ChildProcess, env: NodeJS.ProcessEnv, check: string): Promise<boolean> {
  while (worker.exitCode === null) {
    const healthy = await run('sh', [check], { env }).then(
      () => true,
      () => false,
    );
    if (healthy) return true;
    await delay(200);
  }
  return false;
}

it.each(['jobs', 'media', 'gpu'])(
  'the %s stage, made again in an empty folder, starts, is healthy, and stops when it is told to',
  async (name) => {
    await replay(name);
    const instructions: readonly { name: string; text: string }[] = ['base', name].flatMap(
      (each) => stageOf(each).instructions,
    );
    const words = (wanted: string) =>
      JSON.parse(instructions.filter((each) => each.name === wanted).at(-1)?.text ?? '[]') as string[];
    const [command = '', ...args] = [...words('ENTRYPOINT'), ...words('CMD')];
    const env = environmentOf(name);
    mkdirSync(inStage(name, '/var/lib/upreel'), { recursive: true });
    const worker = spawn(command, args, { cwd: inStage(name, '.'), env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    worker.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
    const exited = once(worker, 'exit');
    const healthy = await untilHealthy(worker, env, inStage(name, '/usr/local/bin/upreel-healthy'));
    if (!healthy) throw new Error(`The ${name} worker ended: ${said}`);
    worker.kill('SIGTERM');
    await expect(exited).resolves.toEqual([0, null]);
    rmSync(join(directory, name), { recursive: true, force: true });
  },
);

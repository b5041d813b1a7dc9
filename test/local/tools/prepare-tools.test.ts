import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { runCommand, type CommandRunner } from '../../../src/adapters/fetch/run-command.js';
import { prepareTools } from '../../../src/local/tools/prepare-tools.js';
import type { ToolSearch } from '../../../src/local/tools/tool-search.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const directory = temporaryDirectory();
const at = (...parts: string[]) => join(directory.path, ...parts);

const FFMPEG = `#!/bin/sh
case "$*" in *-encoders*) echo " V....D libx264  H.264";; *) echo "ffmpeg version 5.1.9-0+deb12u1 Copyright";; esac`;
const OLD_FFMPEG = FFMPEG.replace('5.1.9', '4.2.7');
const TEMPORAL = '#!/bin/sh\necho "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)"';
const VERSITYGW = '#!/bin/sh\necho "Version  : git"';
const OTHER = '#!/bin/sh\necho "something else"';

function program(path: string, script: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

/** Programs that are there run; every way to fetch one fails as `fetching` says, and is written down. */
function search(overrides: Partial<ToolSearch> = {}, fetching: CommandRunner = unreachable) {
  const said: string[] = [];
  const fetched: string[] = [];
  const run: CommandRunner = (command, args, options) => {
    if (command.startsWith(directory.path)) return runCommand(command, args, options);
    fetched.push([command, ...args].join(' '));
    return fetching(command, args, options);
  };
  const env = { PATH: `${at('bin')}:${at('bin2')}`, UPREEL_CACHE_DIR: at('cache') };
  const input: ToolSearch = {
    env,
    run,
    say: (line) => said.push(line),
    isRoot: false,
    platform: 'linux',
    arch: 'x64',
    ...overrides,
  };
  return { input, said, fetched };
}

const unreachable: CommandRunner = (command) => Promise.reject(new Error(`${command} reaches nothing`));

function everything(): void {
  program(at('bin/ffmpeg'), FFMPEG);
  program(at('bin/ffprobe'), FFMPEG);
  program(at('bin/temporal'), TEMPORAL);
  program(at('bin/versitygw'), VERSITYGW);
  program(at('cache/tools/temporal-test-server'), OTHER);
}

test('what is on PATH or in the cache is taken, written down, and nothing is said or fetched', async () => {
  everything();
  const { input, said, fetched } = search();
  const found = await prepareTools(input);
  expect(found).toEqual({
    ffmpeg: at('bin/ffmpeg'),
    ffprobe: at('bin/ffprobe'),
    temporal: at('bin/temporal'),
    versitygw: at('bin/versitygw'),
    temporalTestServer: at('cache/tools/temporal-test-server'),
  });
  expect(JSON.parse(readFileSync(at('cache/tools.json'), 'utf8'))).toEqual(found);
  expect([...said, ...fetched]).toEqual([]);
});

test('PATH goes before the cache, and a program on PATH that is something else is passed over', async () => {
  everything();
  program(at('cache/tools/temporal'), TEMPORAL);
  program(at('cache/tools/versitygw'), VERSITYGW);
  program(at('bin/versitygw'), OTHER);
  const found = await prepareTools(search().input);
  expect(found.temporal).toBe(at('bin/temporal'));
  expect(found.versitygw).toBe(at('cache/tools/versitygw'));
});

test('a later set-up keeps what is still there and seeks only what is gone', async () => {
  everything();
  await prepareTools(search().input);
  program(at('cache/tools/temporal'), TEMPORAL);
  program(at('bin/ffmpeg'), OLD_FFMPEG);
  rmSync(at('bin/temporal'));
  const found = await prepareTools(search().input);
  // Not run again: its version was checked when it was found.
  expect(found.ffmpeg).toBe(at('bin/ffmpeg'));
  expect(found.temporal).toBe(at('cache/tools/temporal'));
});

test('what the environment names is taken, and is an error when it is not there', async () => {
  everything();
  program(at('mine/temporal'), TEMPORAL);
  const env = { ...search().input.env, UPREEL_TEMPORAL: at('mine/temporal') };
  await prepareTools(search().input);
  expect((await prepareTools(search({ env }).input)).temporal).toBe(at('mine/temporal'));

  const wrong = prepareTools(search({ env: { ...env, UPREEL_TEMPORAL: at('mine/gone') } }).input);
  await expect(wrong).rejects.toThrow(`environment: no program at ${at('mine/gone')}`);
});

test('an ffmpeg that is too old or lacks libx264 is refused by name', async () => {
  everything();
  program(at('bin/ffmpeg'), OLD_FFMPEG);
  await expect(prepareTools(search().input)).rejects.toThrow(
    `${at('bin/ffmpeg')} is version 4.2; 4.4 or newer is needed; apt-get install ffmpeg: not root`,
  );
  program(at('bin/ffmpeg'), FFMPEG.replace('libx264', 'libvpx'));
  await expect(prepareTools(search().input)).rejects.toThrow('built without the libx264 encoder');
});

test('root gets ffmpeg and ffprobe from apt-get', async () => {
  everything();
  rmSync(at('bin/ffmpeg'));
  rmSync(at('bin/ffprobe'));
  const apt: CommandRunner = (_command, args) => {
    if (args[0] === 'update') return Promise.reject(new Error('one index is gone'));
    program(at('bin2/ffmpeg'), FFMPEG);
    program(at('bin2/ffprobe'), FFMPEG);
    return Promise.resolve({ stdout: '', stderr: '' });
  };
  const { input, said } = search({ isRoot: true }, apt);
  const found = await prepareTools(input);
  expect(found).toMatchObject({ ffmpeg: at('bin2/ffmpeg'), ffprobe: at('bin2/ffprobe') });
  expect(said).toEqual(['Fetching ffmpeg (apt-get install ffmpeg) …']);
});

describe('without versitygw', () => {
  /** The release page is tried before; here it is what Go would make. */
  const go: CommandRunner = (command, _args, options) => {
    if (command !== 'go') return unreachable(command, []);
    program(join(options?.env?.GOBIN ?? '', 'versitygw'), VERSITYGW);
    return Promise.resolve({ stdout: '', stderr: '' });
  };

  beforeEach(() => {
    everything();
    rmSync(at('bin/versitygw'));
    jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('fetch failed', { cause: new Error('no route') }));
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  test('a source that fails leads to the next, and what it made is kept in the cache', async () => {
    const { input, fetched } = search({}, go);
    expect((await prepareTools(input)).versitygw).toBe(at('cache/tools/versitygw'));
    expect(fetched).toEqual(['go install github.com/versity/versitygw/cmd/versitygw@v1.8.0']);
    expect(readdirSync(at('cache/tools')).sort()).toEqual(['temporal-test-server', 'versitygw']);
  });

  test('set-up goes on, says once what was tried, and later asks only where it costs nothing', async () => {
    const first = search();
    expect((await prepareTools(first.input)).versitygw).toBeNull();
    const warning = first.said.at(-1);
    expect(warning).toContain('PATH: no versitygw');
    expect(warning).toMatch(/github\.com\/versity\S+Linux_x86_64\.tar\.gz: no route/);
    expect(warning).toContain('go install github.com/versity/versitygw/cmd/versitygw@v1.8.0: go reaches nothing');
    expect(warning).toContain('fauxqs serves S3');

    const second = search();
    expect((await prepareTools(second.input)).versitygw).toBeNull();
    expect([...second.said, ...second.fetched]).toEqual([]);

    program(at('bin2/versitygw'), VERSITYGW);
    expect((await prepareTools(search().input)).versitygw).toBe(at('bin2/versitygw'));
  });
});

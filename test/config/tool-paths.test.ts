import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { loadMediaToolPaths, loadToolPaths, readToolPathsFile } from '../../src/config/tool-paths.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();
const found = {
  ffmpeg: '/usr/bin/ffmpeg',
  ffprobe: '/usr/bin/ffprobe',
  temporal: '/cache/temporal',
  versitygw: null,
  temporalTestServer: null,
};

function write(content: unknown): NodeJS.ProcessEnv {
  writeFileSync(join(directory.path, 'tools.json'), JSON.stringify(content));
  return { UPREEL_CACHE_DIR: directory.path };
}

test('what set-up found is loaded', () => {
  expect(loadToolPaths(write(found))).toEqual(found);
});

test('what the environment names goes before what set-up found', () => {
  const env = {
    ...write(found),
    UPREEL_FFMPEG: '/opt/ffmpeg',
    UPREEL_VERSITYGW: '/opt/versitygw',
    UPREEL_TEMPORAL: '',
  };
  expect(loadToolPaths(env)).toEqual({ ...found, ffmpeg: '/opt/ffmpeg', versitygw: '/opt/versitygw' });
});

test('without a set-up the error says what to run', () => {
  expect(() => loadToolPaths({ UPREEL_CACHE_DIR: directory.path })).toThrow('run "npm run setup" first');
});

test('a media worker whose environment names both programs needs no set-up', () => {
  const env = { UPREEL_CACHE_DIR: directory.path, UPREEL_FFMPEG: '/opt/ffmpeg', UPREEL_FFPROBE: '/opt/ffprobe' };
  expect(loadMediaToolPaths(env)).toEqual({ ffmpeg: '/opt/ffmpeg', ffprobe: '/opt/ffprobe' });
  expect(() => loadMediaToolPaths({ ...env, UPREEL_FFPROBE: undefined })).toThrow('npm run setup');
});

test.each([{ ...found, temporal: undefined }, { ...found, versitygw: 1 }, null, 'x'])(
  'a file of another kind counts as none: %j',
  (content) => {
    expect(readToolPathsFile(write(content))).toBeUndefined();
  },
);

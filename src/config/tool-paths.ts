import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { FailureType, UpreelError } from '../contracts/failures.js';
import { cacheDirectory } from './cache-directory.js';

/** What a worker that handles video needs. Absolute paths. */
export interface MediaToolPaths {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

/** Absolute paths of the programs that a local stack and the tests run. */
export interface ToolPaths extends MediaToolPaths {
  readonly temporal: string;
  /** null: could not be had; the stack's S3 is fauxqs then. */
  readonly versitygw: string | null;
  /** null: could not be had; workflow tests need it. */
  readonly temporalTestServer: string | null;
}

export type ToolName = keyof ToolPaths;

const VARIABLES: Readonly<Record<ToolName, string>> = {
  ffmpeg: 'UPREEL_FFMPEG',
  ffprobe: 'UPREEL_FFPROBE',
  temporal: 'UPREEL_TEMPORAL',
  versitygw: 'UPREEL_VERSITYGW',
  temporalTestServer: 'UPREEL_TEMPORAL_TEST_SERVER',
};

/** Where set-up writes what it found. */
export function toolPathsFile(env: NodeJS.ProcessEnv = process.env): string {
  return join(cacheDirectory(env), 'tools.json');
}

/** The path that the environment names for a tool: it is taken whatever set-up found. */
export function toolOverride(name: ToolName, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const value = env[VARIABLES[name]];
  return value === undefined || value === '' ? undefined : resolve(value);
}

/** What set-up wrote; undefined when there is nothing, or nothing of the kind that this version writes. */
export function readToolPathsFile(env: NodeJS.ProcessEnv = process.env): ToolPaths | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(toolPathsFile(env), 'utf8'));
    return isToolPaths(content) ? content : undefined;
  } catch {
    // Set-up makes the file anew whatever is wrong with it.
    return undefined;
  }
}

/** @throws UpreelError `Unavailable` when set-up has not run and the environment does not name both. */
export function loadMediaToolPaths(env: NodeJS.ProcessEnv = process.env): MediaToolPaths {
  const ffmpeg = toolOverride('ffmpeg', env);
  const ffprobe = toolOverride('ffprobe', env);
  return ffmpeg !== undefined && ffprobe !== undefined ? { ffmpeg, ffprobe } : loadToolPaths(env);
}

/** @throws UpreelError `Unavailable` when set-up has not run. */
export function loadToolPaths(env: NodeJS.ProcessEnv = process.env): ToolPaths {
  const found = readToolPathsFile(env);
  if (found === undefined) {
    throw new UpreelError(
      FailureType.Unavailable,
      `ffmpeg and the local servers have not been looked for yet (no ${toolPathsFile(env)}): run "npm run setup" first.`,
    );
  }
  return {
    ffmpeg: toolOverride('ffmpeg', env) ?? found.ffmpeg,
    ffprobe: toolOverride('ffprobe', env) ?? found.ffprobe,
    temporal: toolOverride('temporal', env) ?? found.temporal,
    versitygw: toolOverride('versitygw', env) ?? found.versitygw,
    temporalTestServer: toolOverride('temporalTestServer', env) ?? found.temporalTestServer,
  };
}

function isToolPaths(value: unknown): value is ToolPaths {
  if (typeof value !== 'object' || value === null) return false;
  const found = value as Record<string, unknown>;
  return (
    [found.ffmpeg, found.ffprobe, found.temporal].every((path) => typeof path === 'string') &&
    [found.versitygw, found.temporalTestServer].every((path) => path === null || typeof path === 'string')
  );
}

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

import {
  readToolPathsFile,
  toolOverride,
  toolPathsFile,
  type ToolName,
  type ToolPaths,
} from '../../config/tool-paths.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { writeAtomically } from '../write-atomically.js';
import { findTool, type Tool } from './find-tool.js';
import { fromFile, isExecutable } from './installed-sources.js';
import { ffmpegTool, ffprobeTool } from './media-tools.js';
import { temporalTestServerTool, temporalTool, versitygwTool } from './server-tools.js';
import type { ToolSearch } from './tool-search.js';

/**
 * Finds or fetches every program that is not where the last set-up found it, and writes down where they are.
 * Of the two that can be done without, one that could not be had is sought again only where that costs nothing.
 * @throws UpreelError `Unavailable` when ffmpeg, ffprobe or the Temporal CLI cannot be had
 */
export async function prepareTools(search: ToolSearch): Promise<ToolPaths> {
  const known = readToolPathsFile(search.env);
  const failures: string[] = [];
  const need = (name: ToolName, tool: Tool) =>
    required(name, tool, known, search).catch((error: unknown) => {
      failures.push(messageOf(error));
      return '';
    });
  const media = async () => {
    const ffmpeg = await need('ffmpeg', ffmpegTool(search));
    return { ffmpeg, ffprobe: ffmpeg === '' ? '' : await need('ffprobe', ffprobeTool(search)) };
  };
  const [{ ffmpeg, ffprobe }, temporal, versitygw, temporalTestServer] = await Promise.all([
    media(),
    need('temporal', temporalTool(search)),
    optional('versitygw', versitygwTool(search), known, search),
    optional('temporalTestServer', temporalTestServerTool(search), known, search),
  ]);
  if (failures.length > 0) throw new UpreelError(FailureType.Unavailable, failures.join('\n'));
  const found: ToolPaths = { ffmpeg, ffprobe, temporal, versitygw, temporalTestServer };
  if (JSON.stringify(found) !== JSON.stringify(known)) {
    mkdirSync(dirname(toolPathsFile(search.env)), { recursive: true });
    writeAtomically(toolPathsFile(search.env), found);
  }
  return found;
}

async function required(name: ToolName, tool: Tool, known: ToolPaths | undefined, search: ToolSearch): Promise<string> {
  const override = toolOverride(name, search.env);
  const before = known?.[name];
  if (typeof before === 'string' && before === (override ?? before) && (await isExecutable(before))) return before;
  const sources = override === undefined ? tool.sources : [fromFile('environment', override)];
  return findTool({ ...tool, sources }, search.say);
}

async function optional(
  name: ToolName,
  tool: Tool,
  known: ToolPaths | undefined,
  search: ToolSearch,
): Promise<string | null> {
  const failedBefore = known?.[name] === null;
  const sources = failedBefore ? tool.sources.filter(({ slow }) => !slow) : tool.sources;
  try {
    return await required(name, { ...tool, sources }, known, search);
  } catch (error) {
    // Said at length once; whoever runs without it says what that means.
    if (!failedBefore) search.say(messageOf(error));
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

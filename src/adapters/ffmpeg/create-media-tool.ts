import type { MediaTool } from '../../ports/media-tool.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { encoderProblem } from './encoder-problem.js';
import { extract } from './extract.js';
import { extractStreams } from './extract-streams.js';
import { inspect } from './inspect.js';
import { settingsOf, type MediaToolConfig } from './media-tool-config.js';
import { probe } from './probing/probe.js';
import { recompose } from './recompose.js';
import { warmMediaTool } from './running/warm-media-tool.js';
import { stills } from './stills.js';
import { thumbnails } from './thumbnails.js';

/** The media tool, and a way to take its first command's cost before work comes. */
export interface WarmableMediaTool extends MediaTool {
  /** @throws UpreelError `MediaToolFailed` when ffmpeg does not run */
  warm(): Promise<void>;
}

/** ffmpeg and ffprobe at the paths given. fluent-ffmpeg keeps one path: all tools of a process share theirs. */
export function createMediaTool(config: MediaToolConfig): WarmableMediaTool {
  const settings = settingsOf(config);
  const usable = new Set<string>();
  return {
    warm: () => warmMediaTool(settings),
    probe: (path, options) => probe(settings, path, options),
    extract: (request, options) => extract(settings, request, options),
    extractStreams: (request, options) => extractStreams(settings, request, options),
    decode: (segment, picture, options) => decode(settings, segment, picture, options),
    async encoderProblem(encoder) {
      if (usable.has(encoder)) return null;
      const problem = await encoderProblem(settings.ffmpeg, encoder);
      if (problem === null) usable.add(encoder);
      return problem;
    },
    encode: (request, options) => encode(settings, request, options),
    recompose: (request, options) => recompose(settings, request, options),
    inspect: (path, options) => inspect(settings, path, options),
    thumbnails: (request, options) => thumbnails(settings, request, options),
    stills: (request, options) => stills(settings, request, options),
  };
}

import type { Tool } from './find-tool.js';
import { fromApt } from './from-apt.js';
import { fromPath } from './installed-sources.js';
import type { ToolSearch } from './tool-search.js';

const OLDEST_FFMPEG = [4, 4] as const;
const ADVICE =
  'Install ffmpeg 4.4 or newer with libx264 ("sudo apt-get install ffmpeg" on Debian and Ubuntu, "brew install ffmpeg" ' +
  'on macOS), or name the programs with UPREEL_FFMPEG and UPREEL_FFPROBE.';

export function ffmpegTool(search: ToolSearch): Tool {
  return {
    name: 'ffmpeg',
    sources: [
      fromPath('ffmpeg', search.env.PATH ?? ''),
      fromApt({ program: 'ffmpeg', debianPackage: 'ffmpeg' }, search),
    ],
    check: async (path) => {
      const { stdout: version } = await search.run(path, ['-hide_banner', '-version']);
      const problem = versionProblem(version);
      if (problem !== undefined) throw new Error(`${path} ${problem}`);
      const { stdout: encoders } = await search.run(path, ['-hide_banner', '-encoders']);
      if (!/\blibx264\b/.test(encoders)) throw new Error(`${path} was built without the libx264 encoder`);
    },
    advice: ADVICE,
  };
}

/** To be sought after ffmpeg, whose package has it. */
export function ffprobeTool(search: ToolSearch): Tool {
  return {
    name: 'ffprobe',
    sources: [
      fromPath('ffprobe', search.env.PATH ?? ''),
      fromApt({ program: 'ffprobe', debianPackage: 'ffmpeg' }, search),
    ],
    check: async (path) => {
      await search.run(path, ['-hide_banner', '-version']);
    },
    advice: ADVICE,
  };
}

/** What is wrong with the version that ffmpeg tells of itself. One built from a snapshot has no number and is let pass. */
export function versionProblem(banner: string): string | undefined {
  const [, major, minor] = /^ffmpeg version n?(\d+)\.(\d+)/.exec(banner) ?? [];
  if (major === undefined || minor === undefined) {
    return banner.startsWith('ffmpeg version') ? undefined : 'is not ffmpeg';
  }
  const newEnough =
    Number(major) > OLDEST_FFMPEG[0] || (Number(major) === OLDEST_FFMPEG[0] && Number(minor) >= OLDEST_FFMPEG[1]);
  return newEnough ? undefined : `is version ${major}.${minor}; ${OLDEST_FFMPEG.join('.')} or newer is needed`;
}

import type { CommandRunner } from '../../adapters/fetch/run-command.js';
import { type Check, fail, ok, warn } from './check.js';

/** What no job does without. */
const ENCODERS = ['libx264', 'ffv1', 'aac'] as const;
const FILTERS = ['scale', 'format', 'settb', 'setpts', 'bwdif', 'transpose'] as const;
/** What only jobs that ask for it need, by what they ask for. */
const OPTIONAL_ENCODERS = { libx265: 'codec hevc', libsvtav1: 'codec av1' } as const;

const ADVICE = 'Install a full ffmpeg build (Debian and Ubuntu: apt-get install ffmpeg), then run "npm run setup".';

/** Whether this ffmpeg can do what jobs will ask of it. */
export async function checkFfmpeg(ffmpeg: string, run: CommandRunner): Promise<Check[]> {
  const version = await run(ffmpeg, ['-hide_banner', '-version']);
  const encoders = namesIn((await run(ffmpeg, ['-hide_banner', '-encoders'])).stdout);
  const filters = namesIn((await run(ffmpeg, ['-hide_banner', '-filters'])).stdout);
  const missing = [...ENCODERS.filter((name) => !encoders.has(name)), ...FILTERS.filter((name) => !filters.has(name))];
  const finding = `${/version (\S+)/.exec(version.stdout)?.[1] ?? 'unknown version'} (${ffmpeg})`;
  const main =
    missing.length === 0 ? ok('ffmpeg', finding) : fail('ffmpeg', `${finding} lacks ${missing.join(', ')}`, ADVICE);
  const optional = Object.entries(OPTIONAL_ENCODERS)
    .filter(([name]) => !encoders.has(name))
    .map(([name, use]) => warn('ffmpeg', `no ${name}: jobs with ${use} will fail`, ADVICE));
  return [main, ...optional];
}

/** The second word of each line: both lists begin with a word of flags. */
function namesIn(list: string): Set<string> {
  return new Set(list.split('\n').map((line) => line.trim().split(/\s+/)[1] ?? ''));
}

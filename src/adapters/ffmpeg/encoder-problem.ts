import { runCommand } from '../fetch/run-command.js';

const TRIAL_LIMIT_MS = 30_000;
/** Larger than the smallest picture of any hardware encoder. */
const TRIAL = ['-f', 'lavfi', '-i', 'color=size=256x256:rate=25', '-frames:v', '2', '-pix_fmt', 'yuv420p'];

/**
 * Why an encoder can't code here, in ffmpeg's words; null when it can. Tried, since ffmpeg lists every encoder that it was
 * built with, also those whose device is not there.
 */
export async function encoderProblem(ffmpeg: string, encoder: string): Promise<string | null> {
  const args = ['-hide_banner', '-nostdin', '-loglevel', 'error', ...TRIAL, '-c:v', encoder, '-f', 'null', '-'];
  return runCommand(ffmpeg, args, { timeoutMs: TRIAL_LIMIT_MS }).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message.replace(/\.$/, '') : String(error)),
  );
}

/** Messages of a joining ffmpeg that say nothing about the result, each met in an experiment. */
const HARMLESS: readonly RegExp[] = [
  // With -copyts ffmpeg says so for every stream file that begins later than zero.
  /Estimating duration from bitrate/,
];

export function isHarmlessWhenJoining(message: string): boolean {
  return HARMLESS.some((pattern) => pattern.test(message));
}

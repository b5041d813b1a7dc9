/** Messages of a joining ffmpeg that say nothing about the result, each met in an experiment. */
const HARMLESS: readonly RegExp[] = [
  // Sound with one or two channels whose file names no layout.
  /Guessed Channel Layout/,
  // Opus packets may differ in length; the muxer says so once.
  /codec frame size is not set/,
  // A streams file with nothing but a cover picture.
  /timescale not set/,
];

export function isHarmlessWhenJoining(message: string): boolean {
  return HARMLESS.some((pattern) => pattern.test(message));
}

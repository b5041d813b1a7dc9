/** Messages of a joining ffmpeg that say nothing about the result, each met in an experiment. */
const HARMLESS: readonly RegExp[] = [
  // Sound with one or two channels whose file names no layout.
  /Guessed Channel Layout/,
  // Opus packets may differ in length; the muxer says so once.
  /codec frame size is not set/,
  // FLAC of sound that is decoded to floating point, AMR for instance.
  /encoding as 24 bits-per-sample/,
  // AAC of low sampling rates, which takes fewer bits than it is offered.
  /Too many bits .* clamping to max/,
  // A decoder's of a run-in that the container hides, where sound is transcoded.
  /Could not update timestamps for (?:skipped|discarded) samples/,
  // A picture that stands still for long: the times are compared one by one when the file is whole.
  /DTS discontinuity in stream \d+: packet \d+ with DTS/,
  // Sound of two recordings that overlap a little comes one tick after the other; more is refused at extraction.
  /Non-monoton(?:ous|ic) DTS in output stream 0:[1-9]/,
  // A streams file with nothing but a cover picture.
  /timescale not set/,
];

export function isHarmlessWhenJoining(message: string): boolean {
  return HARMLESS.some((pattern) => pattern.test(message));
}

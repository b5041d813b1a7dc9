/** Messages that mean that frames are missing or wrong, from demuxers, ffmpeg itself and decoders. */
const DAMAGE: readonly RegExp[] = [
  /corrupt (?:input packet|decoded frame) in stream/,
  /File ended prematurely/,
  /partial file/,
  /Packet corrupt/,
  /error while decoding MB/,
  /Invalid NAL unit size/,
  /concealing \d+ DC/,
  /Truncat/i,
];

/** At the start of a stream that was cut out of a longer one decoders say these about what came before it. */
const DAMAGE_AFTER_THE_START: readonly RegExp[] = [/Error while decoding stream/, /Error submitting packet to decoder/];

/** Whether a message of a decoding ffmpeg says that the video is broken, given how many frames came out before it. */
export function isDamage(message: string, frames: number): boolean {
  return (
    DAMAGE.some((pattern) => pattern.test(message)) ||
    (frames > 0 && DAMAGE_AFTER_THE_START.some((pattern) => pattern.test(message)))
  );
}

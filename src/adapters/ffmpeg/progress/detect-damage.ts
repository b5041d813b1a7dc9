/** Messages that mean that frames are missing or wrong, from demuxers and from ffmpeg itself. */
const DAMAGE: readonly RegExp[] = [
  /corrupt decoded frame in stream/,
  /File ended prematurely/,
  /partial file/,
  /Truncating packet/,
  /concealing \d+ DC/,
];

/** A packet that ends early. In transport streams also what stands before a joint, whose packets decode well. */
const SHORT_PACKET = /Packet corrupt \(stream = (\d+)/;

const DECODER_ERROR = /^\[(\w+) @ 0x[0-9a-f]+\] \[(?:error|fatal)\] (.*)$/;
const CALL_FAILED = /Error while decoding stream|Error submitting packet to decoder/;

/**
 * What decoders say of a stream that was cut out of a longer one, or that was written carelessly: about pictures which
 * it refers to and does not have. What comes out is the video as it is.
 */
const CARELESS: readonly RegExp[] = [
  /non-existing [PS]PS/,
  /no frame!/,
  /decode_slice_header error/,
  /mmco/,
  /reference (?:picture|frames)/i,
  /co located POCs/,
  /find ref with POC/,
  /First slice in a frame missing/,
  /reorder buffer/,
  /SEI/,
];

interface Decoding {
  readonly format: string;
  /** Index of the picture stream. */
  readonly stream: number;
  readonly codec: string;
  /** How many frames have come out so far. */
  readonly frames: number;
}

/** Whether a message of an ffmpeg that decodes a video says that the video is broken. */
export function isDamage(message: string, { format, stream, codec, frames }: Decoding): boolean {
  if (DAMAGE.some((pattern) => pattern.test(message))) return true;
  const short = SHORT_PACKET.exec(message);
  if (short !== null) return format !== 'mpegts' && Number(short[1]) === stream;
  if (frames === 0) return false;
  if (CALL_FAILED.test(message)) return true;
  const [, speaker = '', said = ''] = DECODER_ERROR.exec(message) ?? [];
  return speaker === codec && !CARELESS.some((pattern) => pattern.test(said));
}

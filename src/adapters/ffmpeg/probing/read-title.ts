import type { FfprobeStream } from './ffprobe-output.js';

/** Names that muxers give to handlers of their own accord. */
const GENERIC =
  /handler|core media|mainconcept|gpac|l-smash|bento|isomedia|apple|^(?:video|audio|sound|stereo|mono|surround|subtitle|text)$/i;

/** A stream's title; in MP4 and QuickTime files, which have no field for it, the name of the handler, if anybody gave it one. */
export function readTitle({ tags = {} }: FfprobeStream): string | null {
  const { title, handler_name: handler = '' } = tags;
  if (title !== undefined) return title;
  return handler.trim() === '' || GENERIC.test(handler) ? null : handler;
}

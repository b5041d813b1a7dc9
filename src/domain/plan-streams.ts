import type { Decision, StreamDecision } from '../contracts/checkpoints.js';
import type { Container } from '../contracts/job-options.js';
import type { CompanionStreamFacts, SourceFacts } from '../contracts/media.js';
import { CAPABILITIES, holds, isTextSubtitle, MAX_CODED_CHANNELS } from './container-capabilities.js';

export interface StreamsPlan {
  readonly container: Container;
  readonly streams: readonly StreamDecision[];
  readonly decisions: readonly Decision[];
}

/**
 * Which container the result has and what becomes of every stream beside the picture. Without a wish: MP4 when it takes
 * every stream that Matroska would take, packets untouched; else Matroska.
 */
export function planStreams(facts: SourceFacts, requested: Container | undefined): StreamsPlan {
  const { companions, format } = facts;
  const misfit = companions.find((stream) => carriedBy('mkv', stream) && !holdsFrom(format, 'mp4', stream));
  const container = requested ?? (misfit === undefined ? 'mp4' : 'mkv');
  const why =
    requested !== undefined
      ? 'The job asks for it.'
      : misfit === undefined
        ? 'Everything that came with the picture fits.'
        : `MP4 cannot hold ${misfit.type} stream ${misfit.index} (${misfit.codec}) as it is.`;
  return {
    container,
    streams: companions.map((stream) => decide(container, stream, format)),
    decisions: [{ about: 'container', decision: container, why }],
  };
}

/** Whether the container takes the stream in any form. */
function carriedBy(container: Container, stream: CompanionStreamFacts): boolean {
  return decide(container, stream, '').action !== 'drop';
}

/**
 * Whether the container takes the stream's packets out of that of the source. Matroska does not say how long packets of
 * ALAC are, and MP4 loses the last one for it.
 */
function holdsFrom(format: string, container: Container, stream: CompanionStreamFacts): boolean {
  const endless = container === 'mp4' && stream.codec === 'alac' && format.includes('matroska');
  return holds(container, stream) && !endless;
}

function decide(container: Container, stream: CompanionStreamFacts, format: string): StreamDecision {
  const { index, type, codec, channels = 0 } = stream;
  if (holdsFrom(format, container, stream)) return { index, type, codec, action: 'copy' };
  const capabilities = CAPABILITIES[container];
  if (holds(container, stream)) {
    const reason = `${container} would lose the end of ${codec} from ${format}`;
    return { index, type, codec, action: 'transcode', to: codec, reason };
  }
  const reason = `${container} cannot hold ${codec}`;
  if (type === 'audio' && codec !== 'unknown') {
    const wide = channels > MAX_CODED_CHANNELS;
    const to = wide ? capabilities.wideAudioFallback : capabilities.audioFallback;
    if (to !== null) return { index, type, codec, action: 'transcode', to, reason };
    const tooWide = `${reason}, and ${capabilities.audioFallback} takes at most ${MAX_CODED_CHANNELS} of its ${channels} channels`;
    return { index, type, codec, action: 'drop', reason: tooWide };
  }
  if (type === 'subtitle' && isTextSubtitle(codec)) {
    return { index, type, codec, action: 'transcode', to: capabilities.textSubtitle, reason };
  }
  return { index, type, codec, action: 'drop', reason: dropReason(container, stream) };
}

function dropReason(container: Container, { type, codec, attachedPicture }: CompanionStreamFacts): string {
  if (type === 'video' && !attachedPicture) return 'one picture stream is enlarged; this is another one';
  if (type === 'data') return `data streams (${codec}) say something about the source's own frames or clock`;
  return `${container} cannot hold ${codec} ${attachedPicture ? 'cover pictures' : `${type}s`}`;
}

import type { Container } from '../contracts/job-options.js';
import type { CompanionStreamFacts } from '../contracts/media.js';

interface Capabilities {
  /** Codecs that the container takes packet by packet, as ffmpeg names them. */
  readonly audio: ReadonlySet<string>;
  readonly subtitle: ReadonlySet<string>;
  /** What other text subtitles become. */
  readonly textSubtitle: string;
  /** What other sound becomes. */
  readonly audioFallback: string;
  /** What it becomes where it has more channels than that takes; null: it cannot be kept. */
  readonly wideAudioFallback: string | null;
  readonly attachments: boolean;
  readonly attachedPictures: ReadonlySet<string>;
}

const BOTH_AUDIO = ['aac', 'mp3', 'ac3', 'eac3', 'alac', 'flac', 'opus', 'dts'];

export const CAPABILITIES: Readonly<Record<Container, Capabilities>> = {
  mp4: {
    audio: new Set(BOTH_AUDIO),
    subtitle: new Set(['mov_text']),
    textSubtitle: 'mov_text',
    audioFallback: 'aac',
    wideAudioFallback: null,
    attachments: false,
    attachedPictures: new Set(['mjpeg', 'png']),
  },
  mkv: {
    audio: new Set([
      ...BOTH_AUDIO,
      ...['vorbis', 'truehd', 'mlp', 'tta', 'wavpack', 'mp1', 'mp2', 'wmav1', 'wmav2', 'wmapro', 'wmalossless'],
      ...['pcm_s16le', 'pcm_s24le', 'pcm_s32le', 'pcm_u8', 'pcm_f32le', 'pcm_f64le', 'pcm_s16be', 'pcm_s24be'],
      ...['pcm_s32be', 'pcm_alaw', 'pcm_mulaw', 'adpcm_ms', 'adpcm_ima_wav'],
    ]),
    subtitle: new Set(['subrip', 'ass', 'ssa', 'webvtt', 'dvd_subtitle', 'hdmv_pgs_subtitle', 'dvb_subtitle']),
    textSubtitle: 'subrip',
    audioFallback: 'flac',
    // Exact for whole numbers of up to 24 bits.
    wideAudioFallback: 'pcm_f32le',
    attachments: true,
    attachedPictures: new Set(),
  },
};

/** The most that ffmpeg's coders of AAC and FLAC take. */
export const MAX_CODED_CHANNELS = 8;

const TEXT_SUBTITLES: ReadonlySet<string> = new Set(['mov_text', 'subrip', 'ass', 'ssa', 'webvtt', 'text']);

export function isTextSubtitle(codec: string): boolean {
  return TEXT_SUBTITLES.has(codec);
}

/** Whether the container takes the stream's packets as they are. */
export function holds(container: Container, { type, codec, attachedPicture }: CompanionStreamFacts): boolean {
  const capabilities = CAPABILITIES[container];
  switch (type) {
    case 'audio':
      return capabilities.audio.has(codec);
    case 'subtitle':
      return capabilities.subtitle.has(codec);
    case 'attachment':
      return capabilities.attachments;
    case 'video':
      return attachedPicture && capabilities.attachedPictures.has(codec);
    case 'data':
      return false;
  }
}

import { parseBudget } from './budget.js';
import { FailureType, UpreelError } from './failures.js';
import {
  DEFAULT_MODEL,
  isModelId,
  losesTooMuchInInt8,
  MODELS,
  scaleOfModel,
  type ModelId,
  type VideoType,
} from './models.js';

export const PRECISIONS = ['fp32', 'fp16', 'int8'] as const;
export type Precision = (typeof PRECISIONS)[number];

const CODECS = ['h264', 'hevc', 'av1'] as const;
export type Codec = (typeof CODECS)[number];

/** Encoders of a device, by ffmpeg's names, and what they code. */
export const HARDWARE_ENCODERS = {
  h264_nvenc: 'h264',
  hevc_nvenc: 'hevc',
  av1_nvenc: 'av1',
} as const satisfies Record<string, Codec>;
/** `software`: the codec's encoder of the processor, whose results are the same everywhere. */
type Encoder = 'software' | keyof typeof HARDWARE_ENCODERS;

export const CONTAINERS = ['mp4', 'mkv'] as const;
export type Container = (typeof CONTAINERS)[number];

/** What shapes a job's result, complete: every default already filled in. */
export interface JobOptions {
  readonly model: ModelId;
  readonly precision: Precision;
  readonly frameFormat: 'segment' | 'png';
  readonly codec: Codec;
  readonly crf: number;
  readonly deinterlace: 'auto' | 'on' | 'off';
  readonly encoder: Encoder;
  readonly priority: number;
  /** Only so many frames, from the middle of the video: a look before hours of work. Absent: all of them. */
  readonly preview?: number;
  /** Exactly one of scale and height is there. */
  readonly scale?: number;
  /** Lines of the result. */
  readonly height?: number;
  /** Absent: MP4 when everything fits, else Matroska. */
  readonly container?: Container;
  /** `600s` of GPU time, or a price like `2.50USD`: a job that takes more is stopped. */
  readonly budget?: string;
}

/** What the caller said, checked one by one; the defaults come with resolveJobOptions. */
export type GivenOptions = Partial<JobOptions>;

/** A wrong option, by the name the caller used. */
export class InvalidOptionError extends UpreelError {
  readonly parameter: string;

  constructor(parameter: string, message: string) {
    super(FailureType.InvalidInput, message);
    this.parameter = parameter;
  }
}

type OptionRule =
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** One of the values, or the id of a model that was imported. */
  | { readonly kind: 'model'; readonly values: readonly string[] }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'budget' };

/** The options by their names on the wire (S3 metadata `upreel-<name>`, command line `--<name>`). */
export const OPTION_RULES = {
  model: { kind: 'model', values: Object.keys(MODELS) },
  scale: { kind: 'integer', min: 2, max: 4 },
  height: { kind: 'integer', min: 2, max: 17_280 },
  precision: { kind: 'choice', values: PRECISIONS },
  'frame-format': { kind: 'choice', values: ['segment', 'png'] },
  codec: { kind: 'choice', values: CODECS },
  crf: { kind: 'integer', min: 0, max: 63 },
  container: { kind: 'choice', values: CONTAINERS },
  deinterlace: { kind: 'choice', values: ['auto', 'on', 'off'] },
  encoder: { kind: 'choice', values: ['software', ...Object.keys(HARDWARE_ENCODERS)] },
  priority: { kind: 'integer', min: 1, max: 5 },
  preview: { kind: 'integer', min: 1, max: 1_000 },
  budget: { kind: 'budget' },
} as const satisfies Record<string, OptionRule>;

export type OptionName = keyof typeof OPTION_RULES;

export const OPTION_NAMES = Object.keys(OPTION_RULES) as readonly OptionName[];

/** What S3 user metadata calls an option, without the `x-amz-meta-` that S3 puts before it. */
export const OPTION_METADATA_PREFIX = 'upreel-';

const H26X_MAX_CRF = 51;
/** Where the model can, and no scale was asked for. */
const DEFAULT_SCALE = 4;

/**
 * Reads options written as text by their wire names.
 * @throws InvalidOptionError an unknown name, a value out of range, or two options that exclude each other
 */
export function parseJobOptions(raw: Readonly<Record<string, string>>): GivenOptions {
  const given: Record<string, string | number> = {};
  for (const [name, text] of Object.entries(raw)) {
    if (!isOptionName(name)) {
      throw new InvalidOptionError(name, `There is no option "${name}"; there are ${OPTION_NAMES.join(', ')}.`);
    }
    given[camelCase(name)] = parseOption(name, text.trim());
  }
  const options = given as GivenOptions;
  if (options.scale !== undefined && options.height !== undefined) {
    throw new InvalidOptionError('height', 'scale and height exclude each other: give one of them.');
  }
  if ((options.crf ?? 0) > H26X_MAX_CRF && codecOf(options) !== 'av1') {
    throw new InvalidOptionError('crf', `crf must be from 0 to ${H26X_MAX_CRF} for h264 and hevc, not ${options.crf}.`);
  }
  checkEncoder(options);
  checkScale(options);
  checkPrecision(options);
  return options;
}

/** Fills in the defaults. `precision` is the deployment's own where the caller named none. */
export function resolveJobOptions(given: GivenOptions, videoType: VideoType, precision: Precision): JobOptions {
  const model = given.model ?? DEFAULT_MODEL[videoType];
  return {
    model,
    precision,
    frameFormat: 'segment',
    codec: codecOf(given),
    crf: 18,
    deinterlace: 'auto',
    encoder: 'software',
    priority: 3,
    ...(given.height === undefined && { scale: Math.min(DEFAULT_SCALE, scaleOfModel(model)) }),
    ...given,
  };
}

/** One text for equal options, whatever their order: it is hashed into ids and manifests. */
export function canonicalOptions(options: GivenOptions): string {
  return JSON.stringify(Object.fromEntries(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** The options as S3 user metadata; parseJobOptions reads them back. */
export function formatOptionMetadata(given: GivenOptions): Record<string, string> {
  return Object.fromEntries(
    OPTION_NAMES.flatMap((name) => {
      const value = given[camelCase(name) as keyof GivenOptions];
      return value === undefined ? [] : [[OPTION_METADATA_PREFIX + name, String(value)]];
    }),
  );
}

/** The codec follows from the encoder where none is named. */
function codecOf({ codec, encoder = 'software' }: GivenOptions): Codec {
  return codec ?? (encoder === 'software' ? 'h264' : HARDWARE_ENCODERS[encoder]);
}

function checkEncoder({ codec, encoder = 'software' }: GivenOptions): void {
  if (encoder === 'software' || codec === undefined || codec === HARDWARE_ENCODERS[encoder]) return;
  throw new InvalidOptionError('encoder', `${encoder} codes ${HARDWARE_ENCODERS[encoder]}, not ${codec}.`);
}

/** Without a model the default ones do every scale there is. */
function checkScale({ model, scale }: GivenOptions): void {
  if (model === undefined || scale === undefined || scale <= scaleOfModel(model)) return;
  const able = Object.entries(MODELS).flatMap(([id, facts]) => (facts.scale >= scale ? [id] : []));
  throw new InvalidOptionError(
    'scale',
    `${model} enlarges by ${scaleOfModel(model)} at most, not by ${scale}. These can: ${able.join(', ')}.`,
  );
}

function checkPrecision({ model, precision }: GivenOptions): void {
  if (precision !== 'int8' || model === undefined || !losesTooMuchInInt8(model)) return;
  throw new InvalidOptionError('precision', `${model} loses too much in int8 (docs/models.md); use fp32.`);
}

function parseOption(name: OptionName, text: string): string | number {
  const rule: OptionRule = OPTION_RULES[name];
  if (rule.kind === 'model') {
    if (isModelId(text)) return text;
    throw new InvalidOptionError(
      name,
      `${name} must be one of ${rule.values.join(', ')}, or the id of an imported model (import-x4-…), not "${text}".`,
    );
  }
  if (rule.kind === 'choice') {
    if (rule.values.includes(text)) return text;
    throw new InvalidOptionError(name, `${name} must be one of ${rule.values.join(', ')}, not "${text}".`);
  }
  if (rule.kind === 'budget') {
    if (parseBudget(text) !== null) return text;
    throw new InvalidOptionError(name, `${name} must be GPU seconds like 600s or a price like 2.50USD, not "${text}".`);
  }
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= rule.min && value <= rule.max) return value;
  throw new InvalidOptionError(name, `${name} must be a whole number from ${rule.min} to ${rule.max}, not "${text}".`);
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTION_RULES, name);
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

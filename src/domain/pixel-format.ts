/** What the name of an ffmpeg pixel format says. */
export interface PixelFormatFacts {
  readonly kind: 'yuv' | 'rgb' | 'grey';
  readonly alpha: boolean;
  /** Bits a sample. */
  readonly bits: number;
  /** Chroma layout in the usual digits; null where the format has no chroma planes. */
  readonly chroma: '4:2:0' | '4:2:2' | '4:4:4' | '4:4:0' | '4:1:1' | '4:1:0' | null;
  /** The old formats whose name means full range. */
  readonly fullRange: boolean;
}

const ALPHA = /^(yuva|gbrap|rgba|bgra|argb|abgr|ya\d|ayuv|vuya)/;
const RGB = /^(gbr|rgb|bgr|0rgb|0bgr|argb|abgr|pal8|x2rgb|x2bgr)/;
const GREY = /^(gray|ya\d|mono)/;
const LAYOUT = /4(?:20|22|44|40|11|10)/;
const SEMI_PLANAR: Readonly<Record<string, string>> = {
  nv12: '420',
  nv21: '420',
  p010: '420',
  p016: '420',
  nv16: '422',
  nv20: '422',
  p210: '422',
  y210: '422',
  nv24: '444',
  nv42: '444',
};

export function describePixelFormat(name: string): PixelFormatFacts {
  const kind = RGB.test(name) ? 'rgb' : GREY.test(name) ? 'grey' : 'yuv';
  const layout = kind === 'yuv' ? (LAYOUT.exec(name)?.[0] ?? SEMI_PLANAR[name.slice(0, 4)] ?? null) : null;
  return {
    kind,
    alpha: ALPHA.test(name),
    bits: bitsOf(name),
    chroma: layout === null ? null : (layout.split('').join(':') as PixelFormatFacts['chroma']),
    fullRange: name.startsWith('yuvj'),
  };
}

function bitsOf(name: string): number {
  const planar = /(?:p|gray|y[2a])(9|10|12|14|16|010|016|210|216)(?:le|be)$/.exec(name)?.[1];
  if (planar !== undefined) return Number(planar.slice(-2));
  if (/^(x2(rgb|bgr)10|nv20)/.test(name)) return 10;
  return /^(rgb48|bgr48|rgba64|bgra64)/.test(name) ? 16 : 8;
}

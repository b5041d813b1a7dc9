import type { FfprobeStream } from './ffprobe-output.js';

/** HDR10 static metadata in x265's form: chromaticities in 1/50000, luminances in 1/10000 cd/m². */
export function readMasteringDisplay({ side_data_list: sideData = [] }: FfprobeStream): string | null {
  const data = sideData.find((entry) => entry.side_data_type === 'Mastering display metadata');
  if (data === undefined) return null;
  const chromaticity = (name: string): number => scaled(data[name], 50_000);
  const luminance = (name: string): number => scaled(data[name], 10_000);
  const pair = (name: string): string => `(${chromaticity(`${name}_x`)},${chromaticity(`${name}_y`)})`;
  return `G${pair('green')}B${pair('blue')}R${pair('red')}WP${pair('white_point')}L(${luminance('max_luminance')},${luminance('min_luminance')})`;
}

/** `maximum content light level,maximum average light level`, in cd/m². */
export function readContentLight({ side_data_list: sideData = [] }: FfprobeStream): string | null {
  const data = sideData.find((entry) => entry.side_data_type === 'Content light level metadata');
  return data === undefined ? null : `${Number(data.max_content ?? 0)},${Number(data.max_average ?? 0)}`;
}

function scaled(fraction: unknown, unit: number): number {
  const [num = 0, den = 1] = (typeof fraction === 'string' ? fraction : '0/1').split('/').map(Number);
  return Math.round((num * unit) / den);
}

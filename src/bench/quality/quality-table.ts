import type { QualityRow } from './measure-quality.js';

const BEGIN = '<!-- quality: begin, written by npm run quality -->';
const END = '<!-- quality: end -->';

interface Circumstances {
  readonly machine: string;
  readonly date: string;
}

/** A table for each clip and scale, and what it was measured on. */
export function formatQuality(rows: readonly QualityRow[], { machine, date }: Circumstances): string {
  const groups = new Map<string, QualityRow[]>();
  for (const row of rows.filter(({ method }) => method !== 'original')) {
    const name = `${row.clip}, shrunk to 1/${row.scale} and enlarged ×${row.scale}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  const tables = [...groups].map(([name, group]) => `${name}:\n\n${table(group)}`);
  return [`Measured with \`npm run quality\` on ${machine}, ${date}.`, ...tables].join('\n\n');
}

/**
 * The document with the new figures between its marks.
 * @throws Error when it has no marks
 */
export function replaceQuality(document: string, figures: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the document lacks "${BEGIN}" and "${END}"`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${figures}\n\n${document.slice(end)}`;
}

function table(rows: readonly QualityRow[]): string {
  const cells = rows.map(({ method, figures, cpuSeconds, refusal }) => [
    method,
    figures?.psnrDb.toFixed(2) ?? '–',
    figures?.ssim.toFixed(4) ?? '–',
    figures?.ssimulacra2.toFixed(1) ?? '–',
    cpuSeconds?.toFixed(2) ?? (refusal === undefined ? '–' : 'refused'),
  ]);
  const all = [['method', 'PSNR, dB', 'SSIM', 'SSIMULACRA 2', 'CPU seconds a frame'], ...cells];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [line(head), rule, ...body.map(line)].join('\n');
}

/**
 * Columns as wide as their longest cell, two spaces apart, the first row being the heading. The last column is cut to what
 * is left of `width`; without a width nothing is cut.
 */
export function formatTable(rows: readonly (readonly string[])[], width = Infinity): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows.map((row) => `${formatRow(row, widths, width)}\n`).join('');
}

function formatRow(row: readonly string[], widths: readonly number[], width: number): string {
  const line = row
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd();
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}

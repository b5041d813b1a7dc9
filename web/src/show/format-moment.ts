const DAY_MS = 86_400_000;

/** A time as this place writes it: without the date while it is less than half a day off. */
export function formatMoment(iso: string, nowMs: number): string {
  const moment = new Date(iso);
  const near = Math.abs(nowMs - moment.getTime()) < DAY_MS / 2;
  return moment.toLocaleString(undefined, near ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' });
}

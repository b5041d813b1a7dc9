/** What a job may take at most. */
export type Budget =
  | { readonly kind: 'gpu-seconds'; readonly seconds: number }
  | { readonly kind: 'price'; readonly amount: number; readonly currency: string };

const BUDGET = /^(\d{1,12}(?:\.\d{1,6})?)(s|[A-Z]{3})$/;

/** `600s`: GPU seconds; `2.50USD`: a price. null for anything else, and for nothing at all. */
export function parseBudget(text: string): Budget | null {
  const [, figure, unit] = BUDGET.exec(text) ?? [];
  const value = Number(figure);
  if (unit === undefined || !(value > 0)) return null;
  return unit === 's' ? { kind: 'gpu-seconds', seconds: value } : { kind: 'price', amount: value, currency: unit };
}

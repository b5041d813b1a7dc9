/** Workers' addresses in the form of Prometheus' discovery by files, each with its role as a label. */
export function prometheusTargets(
  metrics: Readonly<Record<string, string>>,
): readonly { readonly targets: readonly string[]; readonly labels: { readonly role: string } }[] {
  return Object.entries(metrics).map(([role, url]) => ({ targets: [new URL(url).host], labels: { role } }));
}

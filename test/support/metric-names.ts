import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const DOCKER = join(import.meta.dirname, '../../docker');

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

export function alertRules(): readonly AlertRule[] {
  const { groups } = parse(readFileSync(join(DOCKER, 'prometheus/alerts.yml'), 'utf8')) as {
    readonly groups: readonly { readonly rules: readonly AlertRule[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

/** Each panel's title with its queries. */
export function panelQueries(): readonly (readonly [title: string, queries: readonly string[]])[] {
  const { panels } = JSON.parse(readFileSync(join(DOCKER, 'grafana/dashboards/upreel.json'), 'utf8')) as Dashboard;
  return panels.map(({ title, targets }) => [title, targets.map(({ expr }) => expr)]);
}

/** The metrics that a query asks for, but for `up`, which Prometheus makes itself. */
export function metricNames(query: string): readonly string[] {
  return [...new Set(query.match(/\b(upreel|temporal)_\w+/g))];
}

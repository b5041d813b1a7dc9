import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { METRICS } from '../../src/contracts/metrics.js';
import { dataPaths } from '../../src/local/data-paths.js';
import { prometheusTargets } from '../../src/local/prometheus-targets.js';
import { alertRules, metricNames, panelQueries } from '../support/metric-names.js';

const ROOT = join(import.meta.dirname, '../..');
const operations = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
const own: readonly string[] = Object.values(METRICS).flatMap(({ name, kind }) =>
  kind === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name],
);

/** Whether the names are known of Upreel's; Temporal's are asked of a real worker in test/long/monitoring. */
const unknown = (query: string) =>
  metricNames(query).filter((name) => name.startsWith('upreel_') && !own.includes(name));

it.each(panelQueries())('the panel "%s" asks for metrics that are there', (_, queries) => {
  expect(queries.length).toBeGreaterThan(0);
  expect(queries.flatMap(unknown)).toEqual([]);
});

it.each(alertRules().map((rule) => [rule.alert, rule] as const))(
  'the alert %s is of metrics that are there, and has its runbook',
  (_, { expr, annotations }) => {
    expect(unknown(expr)).toEqual([]);
    const [, anchor] = /^docs\/operations\.md#([\w-]+)$/.exec(annotations.runbook) ?? [];
    const anchors = [...operations.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    expect(anchors).toContain(anchor);
  },
);

it.each(Object.values(METRICS))('docs/operations.md tells of $name', ({ name, kind, labels }) => {
  const row = operations
    .split('\n')
    .find((line) => line.startsWith(`| \`${name}\``))
    ?.split('|')
    .map((cell) => cell.trim());
  expect(row?.[2]).toBe(kind);
  expect(row?.[3]).toBe(labels.map((label) => `\`${label}\``).join(', '));
});

it('Prometheus looks for the workers where the local stack lists them', () => {
  const { scrape_configs: jobs } = parse(readFileSync(join(ROOT, 'docker/prometheus/prometheus.yml'), 'utf8')) as {
    readonly scrape_configs: readonly { readonly file_sd_configs: readonly { readonly files: readonly string[] }[] }[];
  };
  const compose = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
  const [, data = ''] = /--data, (\S+),/.exec(compose) ?? [];
  const files = jobs.flatMap((job) => job.file_sd_configs.flatMap((discovery) => discovery.files));
  expect(files).toEqual([dataPaths(data).prometheusTargets]);
});

it('the list has a role for each address', () => {
  expect(prometheusTargets({ 'jobs-worker': 'http://127.0.0.1:20001/metrics' })).toEqual([
    { targets: ['127.0.0.1:20001'], labels: { role: 'jobs-worker' } },
  ]);
});

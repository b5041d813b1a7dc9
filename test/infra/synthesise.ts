import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../../infra/create-app.js';

const outdirs: string[] = [];
process.once('exit', () => {
  for (const outdir of outdirs) rmSync(outdir, { recursive: true, force: true });
});

/** The template of a deployment with some parameters, its functions not bundled: what they hold is tested elsewhere. */
export function synthesise(parameters: Readonly<Record<string, string>> = {}): Template {
  return Template.fromStack(createTestApp(parameters).stack);
}

export function createTestApp(parameters: Readonly<Record<string, string>> = {}) {
  const outdir = mkdtempSync(join(tmpdir(), 'upreel-cdk-'));
  outdirs.push(outdir);
  const context: Record<string, unknown> = { 'aws:cdk:bundling-stacks': [] };
  for (const [name, value] of Object.entries(parameters)) context[`upreel:${name}`] = value;
  return createApp({ outdir, context });
}

type Properties = Readonly<Record<string, unknown>>;

/** The resources of a kind by logical id. */
export function resourcesOf(template: Template, type: string): Readonly<Record<string, Properties>> {
  const found = Object.entries(template.findResources(type) as Record<string, { readonly Properties: Properties }>);
  return Object.fromEntries(found.map(([id, { Properties: properties }]) => [id, properties]));
}

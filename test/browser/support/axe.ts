import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

interface AxeWindow {
  readonly axe: { run(): Promise<AxeResults> };
}

export function readAxe(): Promise<string> {
  return readFile(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
}

/** The driver's own evaluation: the page's policy, which lets no script in, stays in force. */
export async function findings(page: Page, axe: string): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => (globalThis as unknown as AxeWindow).axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

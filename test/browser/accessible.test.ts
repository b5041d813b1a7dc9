import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { AxeResults } from 'axe-core';

import { makeClip } from '../e2e/support/clips.js';
import { type BrowserStack, startBrowserStack } from './support/browser-stack.js';

jest.setTimeout(120_000);

let browser: BrowserStack;
let axe: string;
beforeAll(async () => {
  browser = await startBrowserStack();
  axe = await readFile(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
});
afterAll(() => browser.stop());
afterEach(() => {
  expect(browser.complaints).toEqual([]);
});

/** The driver's own evaluation: the page's policy, which lets no script in, stays in force. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => (globalThis as unknown as AxeWindow).axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

interface AxeWindow {
  readonly axe: { run(): Promise<AxeResults> };
}

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each([390, 1440])('%d pixels wide, the upload has no finding', async (width) => {
    const clip = await makeClip(browser.directory, { name: `axe-${colorScheme}-${width}.mp4`, frames: 2 });
    const page = await browser.open({ colorScheme, viewport: { width, height: 900 } });
    expect(await findings(page)).toEqual([]);
    await page.locator('input[type=file]').setInputFiles(clip);
    await page.getByText('64 × 48').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Upscale' }).click();
    await page.getByRole('link', { name: `axe-${colorScheme}-${width}.mp4` }).click();
    await page.getByText('completed').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page.getByRole('link', { name: `axe-${colorScheme}-${width}.mp4` }).waitFor();
    expect(await findings(page)).toEqual([]);
  });
});

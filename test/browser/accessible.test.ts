import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { makeClip } from '../e2e/support/clips.js';
import { findings, readAxe } from './support/axe.js';
import { type BrowserStack, startBrowserStack } from './support/browser-stack.js';
import { choose, line, PATIENCE, sendAndOpen, untilCompleted, untilPlayable, untilUpscaling } from './support/steps.js';

jest.setTimeout(180_000);

let browser: BrowserStack;
let axe: string;
let clip: string;
let notes: string;

/** A completed job and a failed one, for every view to show. */
beforeAll(async () => {
  browser = await startBrowserStack();
  clip = await makeClip(browser.directory, { name: 'watched.mp4', frames: 2 });
  notes = join(browser.directory, 'notes.txt');
  const broken = join(browser.directory, 'broken.mp4');
  await writeFile(notes, 'hello');
  await writeFile(broken, Buffer.alloc(20_000, 'no video'));
  const page = await browser.open();
  await choose(page, broken, clip);
  await page.getByRole('button', { name: 'Upscale 2 videos' }).click();
  await line(page, 'watched.mp4').getByText('completed').waitFor(PATIENCE);
  await line(page, 'broken.mp4').getByText('failed').waitFor(PATIENCE);
  axe = await readAxe();
});
afterAll(() => browser.stop());
afterEach(() => {
  expect(browser.complaints).toEqual([]);
});

test('everything is done with the keyboard alone', async () => {
  const page = await browser.open();
  const choosing = page.waitForEvent('filechooser');
  await tabTo(page, 'Choose videos');
  await page.keyboard.press('Enter');
  await (await choosing).setFiles(await makeClip(browser.directory, { name: 'keys.mp4', frames: 4 }));
  await line(page, 'keys.mp4').getByText('256 × 192').waitFor();
  await tabTo(page, 'Filmed');
  await page.keyboard.press('ArrowRight');
  await tabTo(page, '×4');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await line(page, 'keys.mp4').getByText('128 × 96').waitFor();
  await tabTo(page, 'Upscale');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'keys.mp4' }).waitFor(PATIENCE);
  await tabTo(page, /^keys\.mp4/);
  await page.keyboard.press('Enter');
  await untilCompleted(page);
  const downloading = page.waitForEvent('download');
  await tabTo(page, 'Download');
  await page.keyboard.press('Enter');
  expect((await downloading).suggestedFilename()).toBe('keys.mp4');
});

test.each([
  { name: 'its settings', asked: '**/settings.json', hash: '#/' },
  { name: 'its jobs', asked: '**/jobs?**', hash: '#/jobs' },
  { name: 'a job', asked: '**/jobs/*', hash: '#/jobs/01234567-89ab-4cde-8f01-23456789abcd' },
])('a page has no finding while it waits for $name, nor when it gets no answer', async ({ asked, hash }) => {
  const page = await browser.open({ hash });
  let refuse: () => void = () => undefined;
  const looked = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  await page.route(asked, async (route) => {
    await looked;
    await route.abort();
  });
  await Promise.all([page.waitForRequest(asked), page.reload()]);
  expect(await findings(page, axe)).toEqual([]);
  refuse();
  await page.getByRole('alert').waitFor();
  expect(await findings(page, axe)).toEqual([]);
});

test('a job that is not there is told as such, under a heading', async () => {
  const page = await browser.open({ hash: '#/jobs/01234567-89ab-4cde-8f01-23456789abcd' });
  await page.getByRole('heading', { name: 'No such job' }).waitFor();
  expect(await findings(page, axe)).toEqual([]);
});

/** What has a job under way: the last suite, since nothing else is upscaled from then on. */
describe('with a job under way', () => {
  beforeAll(async () => {
    const page = await browser.open();
    await choose(page, await makeClip(browser.directory, { name: 'running.mp4', frames: 160 }));
    await sendAndOpen(page, 'running.mp4');
    await untilUpscaling(page);
    await browser.pauseUpscaling();
  });
  afterAll(() => browser.resumeUpscaling());

  describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
    test.each([390, 1440])('%d pixels wide, no view has a finding', async (width) => {
      const page = await browser.open({ colorScheme, viewport: { width, height: 900 } });
      await page.getByRole('heading', { name: 'Larger and sharper' }).waitFor();
      expect(await findings(page, axe)).toEqual([]);
      await choose(page, clip, notes);
      await line(page, 'watched.mp4')
        .getByText(/of work$/)
        .waitFor();
      expect(await findings(page, axe)).toEqual([]);
      await page.getByRole('link', { name: 'watched.mp4' }).click();
      await untilPlayable(page);
      expect(await findings(page, axe)).toEqual([]);
      await page.getByRole('link', { name: 'Jobs', exact: true }).click();
      await page.getByRole('link', { name: 'broken.mp4' }).click();
      await page.getByRole('region', { name: 'Failure' }).waitFor();
      expect(await findings(page, axe)).toEqual([]);
      await page.getByRole('link', { name: 'Jobs', exact: true }).click();
      await page.getByRole('link', { name: 'watched.mp4' }).waitFor();
      expect(await findings(page, axe)).toEqual([]);
      await page.getByRole('link', { name: 'running.mp4' }).click();
      await page.getByRole('heading', { name: 'running.mp4' }).waitFor();
      await page.getByRole('progressbar').waitFor();
      expect(await findings(page, axe)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  });
});

const MOST_STOPS = 60;

/** Presses Tab until what has this name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      return element?.ariaLabel ?? (labels.map(({ innerText }) => innerText).join(' ') || element?.innerText.trim());
    });
    if (typeof name === 'string' ? found === name : name.test(found ?? '')) return;
  }
  throw new Error(`Tab never comes to ${String(name)}.`);
}

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';

import { makeClip } from '../e2e/support/clips.js';
import { type BrowserStack, startBrowserStack } from './support/browser-stack.js';

jest.setTimeout(120_000);

let browser: BrowserStack;
beforeAll(async () => {
  browser = await startBrowserStack();
});
afterAll(() => browser.stop());
afterEach(() => {
  expect(browser.complaints).toEqual([]);
});

const LONG = { timeout: 60_000 };

async function choose(page: Page, ...paths: readonly string[]): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(paths);
}

function line(page: Page, name: string) {
  return page.getByRole('listitem').filter({ hasText: name });
}

test('a video is uploaded, seen to grow, and downloaded byte for byte', async () => {
  const clip = await makeClip(browser.directory, { name: 'holiday.mp4', frames: 96 });
  const page = await browser.open();
  await page.getByLabel('Drawn').check();
  await choose(page, clip);
  await line(page, 'holiday.mp4').getByText('64 × 48').waitFor();
  await page.getByRole('button', { name: 'Upscale' }).click();

  await page.getByRole('link', { name: /holiday\.mp4/ }).click();
  const bar = page.getByRole('progressbar');
  const seen = new Set<string>();
  while (seen.size < 3) {
    seen.add((await bar.getAttribute('value', LONG)) ?? '');
    await page.waitForTimeout(100);
  }
  await page.getByText('completed').waitFor(LONG);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('holiday.mp4');
  const jobId = page.url().split('/').at(-1) ?? '';
  const { buckets } = browser.stack;
  const { Body } = await browser.aws.s3.send(
    new GetObjectCommand({ Bucket: buckets.final, Key: `data/final/${jobId}/holiday.mp4` }),
  );
  expect(sha256(await readFile(await download.path()))).toBe(sha256((await Body?.transformToByteArray()) ?? ''));
});

test('what is no video is refused in the words of the API, and a name is never markup', async () => {
  const notes = join(browser.directory, 'notes.txt');
  await writeFile(notes, 'hello');
  const hostile = await makeClip(browser.directory, { name: '<img src=x onerror=alert(1)>.mp4', frames: 4 });
  const page = await browser.open();
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await choose(page, notes, hostile);
  await line(page, 'notes.txt').getByText('fileName must be a name that ends in one of mp4').waitFor();
  await page.getByRole('button', { name: 'Upscale' }).click();
  await page.getByRole('link', { name: /<img src=x/ }).click();
  await page.getByRole('heading', { name: '<img src=x onerror=alert(1)>.mp4' }).waitFor();
  await page.getByText('completed').waitFor(LONG);
  expect(await page.locator('img[src=x]').count()).toBe(0);
  expect(dialogs).toEqual([]);
});

test('several files at once become one job each', async () => {
  const names = ['one.mp4', 'two.mp4', 'three.mp4', 'four.mp4'];
  const clips = await Promise.all(names.map((name) => makeClip(browser.directory, { name, frames: 2 })));
  const page = await browser.open();
  await choose(page, ...clips);
  await page.getByRole('button', { name: 'Upscale 4 videos' }).click();
  await page.goto(`${browser.stack.http}/#/jobs`);
  for (const name of names) await line(page, name).getByText('completed').waitFor(LONG);
  expect(await page.getByRole('link', { name: /(one|two|three|four)\.mp4/ }).count()).toBe(4);
});

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

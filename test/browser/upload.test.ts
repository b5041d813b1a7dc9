import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { makeClip } from '../e2e/support/clips.js';
import { type BrowserStack, startBrowserStack } from './support/browser-stack.js';
import { choose, line, PATIENCE, sendAndOpen, untilCompleted, untilUpscaling } from './support/steps.js';

jest.setTimeout(180_000);

let browser: BrowserStack;
beforeAll(async () => {
  browser = await startBrowserStack();
});
afterAll(() => browser.stop());
afterEach(() => {
  expect(browser.complaints).toEqual([]);
});

test('what is no video is refused in the words of the API, and a name is never markup', async () => {
  const notes = join(browser.directory, 'notes.txt');
  await writeFile(notes, 'hello');
  const name = '<img src=x onerror=alert(1)>.mp4';
  const hostile = await makeClip(browser.directory, { name, frames: 4 });
  const page = await browser.open();
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await choose(page, notes, hostile);
  await line(page, 'notes.txt').getByText('fileName must be a name that ends in one of mp4').waitFor();
  await sendAndOpen(page, name);
  await untilCompleted(page);
  expect(await page.locator('img[src=x]').count()).toBe(0);
  expect(dialogs).toEqual([]);
});

test('a name with marks that turn text round is shown as the job will be called', async () => {
  const page = await browser.open();
  await choose(page, await makeClip(browser.directory, { name: 'holiday\u202e4pm.mp4', frames: 2 }));
  await line(page, 'holiday4pm.mp4').getByText('256 × 192').waitFor();
});

test('several files at once become one job each', async () => {
  const names = ['one.mp4', 'two.mp4', 'three.mp4', 'four.mp4'];
  const clips = await Promise.all(names.map((name) => makeClip(browser.directory, { name, frames: 2 })));
  const page = await browser.open();
  await choose(page, ...clips);
  await page.getByRole('button', { name: 'Upscale 4 videos' }).click();
  for (const name of names) await page.getByRole('link', { name }).waitFor(PATIENCE);
  await page.goto(`${browser.stack.http}/#/jobs`);
  for (const name of names) await line(page, name).getByText('completed').waitFor(PATIENCE);
  expect(await page.getByRole('link', { name: /(one|two|three|four)\.mp4/ }).count()).toBe(4);
});

test('an option that the model has not is not offered, and an estimate follows the options', async () => {
  const page = await browser.open();
  await choose(page, await makeClip(browser.directory, { name: 'small.mp4', frames: 2 }));
  await line(page, 'small.mp4').getByText('256 × 192').waitFor();
  await page.getByLabel('×2').check();
  await line(page, 'small.mp4').getByText('128 × 96').waitFor();
});

test('a job is cancelled and retried', async () => {
  const clip = await makeClip(browser.directory, { name: 'long.mp4', frames: 160 });
  const page = await browser.open();
  await page.getByLabel('Drawn').check();
  await choose(page, clip);
  await sendAndOpen(page, 'long.mp4');
  await untilUpscaling(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'This job was cancelled' }).waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Retry' }).click();
  await untilCompleted(page);
});

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';

import { type BrowserStack, startBrowserStack } from './support/browser-stack.js';
import { makeTourClip, takePictures } from './support/pictures.js';
import {
  choose,
  line,
  sendAndOpen,
  untilCompleted,
  untilPlayable,
  untilUpscaling,
  watchProgress,
} from './support/steps.js';

jest.setTimeout(180_000);

let browser: BrowserStack;
let page: Page;
let jobId: string;
beforeAll(async () => {
  browser = await startBrowserStack();
});
afterAll(() => browser.stop());
afterEach(() => {
  expect(browser.complaints).toEqual([]);
});

test('a video is chosen, estimated before anything is sent, sent, and seen to grow', async () => {
  page = await browser.open();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') sent.push(request.url());
  });
  await page.getByLabel('Drawn').check();
  await choose(page, await makeTourClip(browser.directory, 'holiday.mp4'));
  await line(page, 'holiday.mp4')
    .getByText(/^\d+ frames$/)
    .waitFor();
  await line(page, 'holiday.mp4')
    .getByText(/of work$/)
    .waitFor();
  expect(sent).toEqual([]);
  await takePictures(page, 'upload');

  jobId = await sendAndOpen(page, 'holiday.mp4');
  await untilUpscaling(page);
  // What is looked at closely would be over meanwhile.
  await browser.pauseUpscaling();
  await takePictures(page, 'progress');
  await browser.resumeUpscaling();
  await watchProgress(page, 2);
  await untilCompleted(page);
  expect(sent).toHaveLength(1);
});

test('the result is downloaded byte for byte as S3 has it', async () => {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('holiday.mp4');
  const { Body } = await browser.aws.s3.send(
    new GetObjectCommand({ Bucket: browser.stack.buckets.final, Key: `data/final/${jobId}/holiday.mp4` }),
  );
  expect(sha256(await readFile(await download.path()))).toBe(sha256((await Body?.transformToByteArray()) ?? ''));
});

test('source and result lie in one frame, and the slider moves between them', async () => {
  const slider = page.getByRole('slider', { name: 'How much of the picture is the source' });
  const shownSource = () =>
    page
      .locator('.layer')
      .nth(1)
      .evaluate((layer) => getComputedStyle(layer).clipPath);
  await untilPlayable(page);
  expect(await shownSource()).toBe('inset(0px 50% 0px 0px)');
  await slider.focus();
  await page.keyboard.press('End');
  expect(await shownSource()).toBe('inset(0px 0% 0px 0px)');
  const { x, y, width, height } = (await page.locator('.stage').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width * 0.9, y + height * 0.2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.25, y + height * 0.2, { steps: 5 });
  await page.mouse.up();
  expect(await shownSource()).toBe('inset(0px 75% 0px 0px)');
  await page.locator('.compare').evaluate((compare) => {
    compare.scrollIntoView({ block: 'end' });
  });
  await takePictures(page, 'compare');
});

test('the report is there in words, and the before and after picture', async () => {
  const report = page.getByRole('region', { name: 'What was done' });
  await report.getByText('container:').waitFor();
  expect(await report.innerText()).toContain('realesr-animevideov3');
  const picture = page.getByRole('img', { name: /before and after/i });
  await picture.scrollIntoViewIfNeeded();
  expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(100);
});

test('a failure says why, what to do, and where Temporal has it', async () => {
  const broken = join(browser.directory, 'broken.mp4');
  await writeFile(broken, Buffer.alloc(20_000, 'no video'));
  await page.goto(`${browser.stack.http}/#/`);
  await choose(page, broken);
  await page.getByText('This browser cannot look into it').waitFor();
  const failed = await sendAndOpen(page, 'broken.mp4');
  const failure = page.getByRole('region', { name: 'Failure' });
  await failure.getByText('What to do:').waitFor();
  const row = await browser.aws.row(failed);
  expect(await failure.innerText()).toContain(row?.FailureReason ?? 'no reason');
  await takePictures(page, 'failure');

  const opening = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Open in the Temporal UI' }).click();
  const temporal = await opening;
  await temporal.getByText(`upscale-${failed}`).first().waitFor();
  await temporal.close();
});

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

import { randomBytes } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';

import { makeClip } from '../e2e/support/clips.js';
import { type BrowserStack, startBrowserStack } from './support/browser-stack.js';
import { type Network, startNetwork } from './support/network.js';
import { choose, line, PATIENCE, sendAndOpen, untilCompleted, untilUpscaling, watchProgress } from './support/steps.js';

jest.setTimeout(180_000);

let browser: BrowserStack;
let network: Network;
beforeAll(async () => {
  [browser, network] = await Promise.all([startBrowserStack(), startNetwork()]);
});
afterEach(() => {
  network.restore();
});
afterAll(() => Promise.all([browser.stop(), network.close()]));

const MEGABYTE = 1_000_000;

/** A playable video of more than 100 MB: what follows its last box is a box that every reader skips. */
async function makeLargeClip(name: string): Promise<string> {
  const path = await makeClip(browser.directory, { name, frames: 2 });
  // Not zeros: a hole where a part should be would not be seen.
  const padding = randomBytes(104 * MEGABYTE);
  padding.writeUInt32BE(padding.length);
  padding.write('free', 4, 'latin1');
  await appendFile(path, padding);
  return path;
}

/** Numbers of the parts that are put from now on. */
function partsPut(page: Page): number[] {
  const parts: number[] = [];
  page.on('requestfinished', (request) => {
    const part = new URL(request.url()).searchParams.get('partNumber');
    if (request.method() === 'PUT' && part !== null) parts.push(Number(part));
  });
  return parts;
}

/** Numbers of the parts of the only unfinished upload of which the page knows that they have arrived. */
async function partsArrived(page: Page): Promise<readonly number[]> {
  const kept = await page.evaluate(() => localStorage.getItem('upreel.unfinished'));
  const [upload] = JSON.parse(kept ?? '[]') as readonly { readonly arrived: readonly number[] }[];
  return upload?.arrived ?? [];
}

async function throttle(page: Page, bytesASecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const free = { offline: false, latency: 0, downloadThroughput: -1 };
  await session.send('Network.emulateNetworkConditions', { ...free, uploadThroughput: bytesASecond });
}

test('a large file goes on where it was after the page was loaded anew and the network broke', async () => {
  const clip = await makeLargeClip('large.mp4');
  const page = await open();
  page.on('dialog', (dialog) => void dialog.accept());
  await choose(page, clip);
  await line(page, 'large.mp4')
    .getByText(/of work$/)
    .waitFor();
  await throttle(page, 16 * MEGABYTE);
  await page.getByRole('button', { name: 'Upscale' }).click();
  while ((await partsArrived(page)).length < 3) await page.waitForTimeout(50);
  await page.reload();
  await page.getByText('was not sent to its end').waitFor();
  const arrived = await partsArrived(page);

  const after = partsPut(page);
  await choose(page, clip);
  while (after.length < 3) await page.waitForTimeout(50);
  network.cut();
  await page.getByText('The network is away').waitFor();
  network.restore();
  await page.getByRole('link', { name: 'large.mp4' }).click(PATIENCE);
  await untilCompleted(page);

  expect(after.filter((part) => arrived.includes(part))).toEqual([]);
  expect(new Set([...arrived, ...after]).size).toBe(13);
  const row = await browser.aws.row(page.url().split('/').at(-1) ?? '');
  const { Body } = await browser.aws.s3.send(new GetObjectCommand({ Bucket: row?.SourceBucket, Key: row?.SourceKey }));
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(await readFile(clip))).toBe(true);
});

test('an upload outlives a network that is away for five seconds, and makes one job', async () => {
  const name = 'patient.mp4';
  const clip = await makeClip(browser.directory, { name, frames: 6, size: '320x240', options: ['-qp', '0'] });
  const page = await open();
  await choose(page, clip);
  await line(page, name)
    .getByText(/of work$/)
    .waitFor();
  await throttle(page, 0.02 * MEGABYTE);
  await page.getByLabel('Drawn').check();
  await page.getByRole('button', { name: 'Upscale' }).click();
  await watchProgress(page, 2);
  network.cut();
  await page.getByText('The network is away').waitFor();
  await page.waitForTimeout(5_000);
  await throttle(page, -1);
  network.restore();
  const jobs = page.getByRole('link', { name });
  await jobs.waitFor(PATIENCE);
  expect(await jobs.count()).toBe(1);
  await jobs.click();
  await untilCompleted(page);
});

test('a job is followed over a reload, a network that is away, and a restart of the stack', async () => {
  const clip = await makeClip(browser.directory, { name: 'survivor.mp4', frames: 160 });
  const page = await open();
  await page.getByLabel('Drawn').check();
  await choose(page, clip);
  await sendAndOpen(page, 'survivor.mp4');
  await untilUpscaling(page);
  await browser.pauseUpscaling();
  await page.reload();
  await page.getByRole('progressbar').waitFor();
  await browser.resumeUpscaling();
  network.cut();
  await page.getByText('Upreel does not answer').waitFor();
  network.restore();
  await page.getByText('Upreel does not answer').waitFor({ state: 'detached' });
  await browser.restart();
  await untilCompleted(page);
  await page.getByRole('list', { name: 'Stages' }).getByText('160 frames').first().waitFor();
});

function open(): Promise<Page> {
  // Without the bypass, loopback would not take the way that can be cut.
  return browser.open({ proxy: { server: network.address, bypass: '<-loopback>' } });
}

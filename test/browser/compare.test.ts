import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { ffmpeg } from '../e2e/support/clips.js';
import { type BrowserStack, startBrowserStack } from './support/browser-stack.js';
import { choose, PATIENCE, sendAndOpen, untilCompleted, untilPlayable } from './support/steps.js';

jest.setTimeout(180_000);

const FRAMES = 30;
const BIT_PIXELS = 8;

let browser: BrowserStack;
let page: Page;
beforeAll(async () => {
  browser = await startBrowserStack();
  const clip = join(browser.directory, 'numbered.mp4');
  await makeNumberedClip(clip);
  await upscale(clip, 'numbered.mp4');
});
afterAll(() => browser.stop());
afterEach(() => {
  expect(browser.complaints).toEqual([]);
});

/** Every frame shows its number, from 0, in binary: a white column for a one. */
async function makeNumberedClip(path: string, options: readonly string[] = []): Promise<void> {
  const bit = `if(mod(floor(N/pow(2,floor(X/${BIT_PIXELS}))),2),235,16)`;
  const picture = `color=size=64x48:rate=25,format=yuv420p,geq=lum='${bit}':cb=128:cr=128`;
  await ffmpeg(['-f', 'lavfi', '-i', picture, '-frames:v', String(FRAMES), '-crf', '10', ...options, path]);
}

/** Uploads a clip and opens what came of it. */
async function upscale(clip: string, name: string): Promise<void> {
  page = await browser.open();
  await choose(page, clip);
  await sendAndOpen(page, name);
  await untilCompleted(page);
  await untilPlayable(page);
}

/** The numbers that result and source show. */
function shownFrames(): Promise<readonly number[]> {
  return page.locator('video').evaluateAll((videos) =>
    videos.map((element) => {
      const video = element as HTMLVideoElement;
      const canvas = new OffscreenCanvas(64, 48);
      const context = canvas.getContext('2d');
      context?.drawImage(video, 0, 0, 64, 48);
      const bits = [0, 1, 2, 3, 4, 5, 6, 7].map((bit) => context?.getImageData(bit * 8 + 4, 24, 1, 1).data[0] ?? 0);
      return bits.reduce((sum, light, bit) => sum + (light > 127 ? 2 ** bit : 0), 0);
    }),
  );
}

/**
 * The same frame in both, and the one that the page says. It says so at once; the videos get there when their seeks have
 * ended, and one that is asked for meanwhile begins after that.
 */
async function expectFrame(frame: number): Promise<void> {
  await page.getByText(`Frame ${frame + 1} of ${FRAMES}`).waitFor();
  const latest = Date.now() + PATIENCE.timeout;
  let shown = await shownFrames();
  while (shown.some((number) => number !== frame) && Date.now() < latest) shown = await shownFrames();
  expect(shown).toEqual([frame, frame]);
}

test('arrow keys go from frame to frame, in both videos at once', async () => {
  await page.locator('.stage').focus();
  for (const frame of [1, 2, 3, 4, 5]) {
    await page.keyboard.press('ArrowRight');
    await expectFrame(frame);
  }
  await page.keyboard.press('ArrowLeft');
  await expectFrame(4);
});

test('the frame slider reaches the last frame and the first', async () => {
  await page.getByRole('slider', { name: 'Frame' }).focus();
  await page.keyboard.press('End');
  await expectFrame(FRAMES - 1);
  await page.keyboard.press('ArrowLeft');
  await expectFrame(FRAMES - 2);
  await page.keyboard.press('Home');
  await expectFrame(0);
});

test('they play in step and stop at the same frame', async () => {
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByText(/Frame ([5-9]|[12]\d) of/).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Play' }).waitFor();
  const [, frame = ''] = /Frame (\d+)/.exec(await page.locator('output').innerText()) ?? [];
  expect(Number(frame)).toBeGreaterThan(4);
  await expectFrame(Number(frame) - 1);
});

test('one pixel of the result becomes four on the screen, and can be moved', async () => {
  await page.getByLabel('4:1').check();
  const place = () =>
    page
      .locator('video')
      .first()
      .evaluate((video) => {
        const { a, e, f } = new DOMMatrix(video.style.transform);
        return { a, e, f };
      });
  const before = await place();
  const size = await page
    .locator('video')
    .first()
    .evaluate((video) => {
      const { videoWidth, clientWidth } = video as HTMLVideoElement;
      return { videoWidth, clientWidth };
    });
  expect(before.a).toBeCloseTo((4 * size.videoWidth) / size.clientWidth, 3);
  await page.locator('.stage').evaluate((stage) => {
    stage.scrollIntoView();
  });
  const box = (await page.locator('.stage').boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.move(box.x + 300, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 250, box.y + 80, { steps: 5 });
  await page.mouse.up();
  const after = await place();
  expect([after.e, after.f]).toEqual([before.e - 50, before.f - 20]);
});

test('a video whose frames are not equally long is gone through by its own time stamps', async () => {
  const clip = join(browser.directory, 'uneven.mp4');
  // Every fourth frame stands for half a second: at an average rate, most steps would show another frame. Without
  // reordered pictures, whose lengths Chromium takes from the order in which they are decoded.
  await makeNumberedClip(clip, ['-vf', "setpts='(N+12*floor(N/4))/25/TB'", '-fps_mode', 'passthrough', '-bf', '0']);
  await upscale(clip, 'uneven.mp4');
  await page.locator('.stage').focus();
  // ffmpeg gives the last one no length, and Chromium then never shows it.
  for (let frame = 1; frame < FRAMES - 1; frame += 1) {
    await page.keyboard.press('ArrowRight');
    await expectFrame(frame);
  }
  await page.getByRole('slider', { name: 'Frame' }).focus();
  await page.keyboard.press('Home');
  await expectFrame(0);
});

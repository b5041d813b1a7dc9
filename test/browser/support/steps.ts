import type { Locator, Page } from 'playwright-core';

/** Everything here happens within seconds; two busy cores need more. */
export const PATIENCE = { timeout: 60_000 };

export async function choose(page: Page, ...paths: readonly string[]): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(paths);
}

/** The file or job of this name in a list. */
export function line(page: Page, name: string): Locator {
  return page.getByRole('listitem').filter({ hasText: name });
}

/** Sends what was chosen and opens the job that comes of it; its id. */
export async function sendAndOpen(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: 'Upscale' }).click();
  await page.getByRole('link', { name }).click(PATIENCE);
  await page.getByRole('heading', { name }).waitFor();
  return page.url().split('/').at(-1) ?? '';
}

export async function untilCompleted(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Download' }).waitFor(PATIENCE);
}

/** Waits for so many different values of the only progress bar. */
export async function watchProgress(page: Page, values: number): Promise<void> {
  const bar = page.getByRole('progressbar');
  const seen = new Set<string>();
  while (seen.size < values) {
    seen.add((await bar.getAttribute('value', PATIENCE)) ?? '');
    await page.waitForTimeout(50);
  }
}

/** Until a job's frames are being upscaled, at a rate that is told. */
export async function untilUpscaling(page: Page): Promise<void> {
  await page.getByText(/ fps$/).waitFor(PATIENCE);
}

export async function untilPlayable(page: Page): Promise<void> {
  await page.locator('video').first().waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll('video')].every(({ readyState }) => readyState >= 2));
}

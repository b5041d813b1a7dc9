import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

import type { Stack } from '../../../src/contracts/stack.js';
import { StackAws } from '../../e2e/support/aws.js';
import { type DevStack, startDev } from '../../e2e/support/dev-stack.js';
import { type OwnDirectory, ownDirectory } from '../../e2e/support/own-directory.js';
import { findChromium } from './chromium.js';

/** A real local stack, a real browser, and the page. */
export interface BrowserStack {
  readonly directory: string;
  readonly aws: StackAws;
  readonly stack: Stack;
  readonly browser: Browser;
  /** A visitor of their own, whose page has loaded; `hash`: where, `#/jobs`. */
  open(options?: BrowserContextOptions & { readonly hash?: string }): Promise<Page>;
  /** What browsers said that no page should make them say: errors of scripts, violations of the policy. */
  readonly complaints: readonly string[];
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startBrowserStack(): Promise<BrowserStack> {
  const own: OwnDirectory = await ownDirectory();
  let dev: DevStack = await startDev(own.path);
  const stack = await dev.stack();
  const aws = new StackAws(stack);
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    // There is no sandbox for root, which CI is.
    args: ['--no-sandbox'],
  });
  const complaints: string[] = [];
  return {
    directory: own.path,
    aws,
    stack,
    browser,
    complaints,
    async open({ hash = '#/', ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // Answers that are no success are part of what is tried here.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          complaints.push(message.text());
        }
      });
      await page.goto(`${stack.http}/${hash}`);
      return page;
    },
    async restart() {
      await dev.stop();
      dev = await startDev(own.path);
    },
    async stop() {
      await browser.close();
      aws.close();
      await dev.stop();
      await own.remove();
    },
  };
}

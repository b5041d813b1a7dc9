import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

import type { Stack } from '../../../src/contracts/stack.js';
import { StackAws } from '../../e2e/support/aws.js';
import { type DevStack, startDev } from '../../e2e/support/dev-stack.js';
import { type OwnDirectory, ownDirectory } from '../../e2e/support/own-directory.js';
import { CHROMIUM_VARIABLE } from './global-setup.js';
import { PATIENCE } from './steps.js';

/** A real local stack, a real browser, and the page. */
export interface BrowserStack {
  readonly directory: string;
  readonly aws: StackAws;
  readonly stack: Stack;
  readonly browser: Browser;
  /** A visitor of their own, whose page has loaded. Whoever was there before is gone. */
  open(options?: BrowserContextOptions & Place): Promise<Page>;
  /** What browsers said that no page should make them say: errors of scripts, violations of the policy. */
  readonly complaints: readonly string[];
  /** From now on no frame is upscaled: a job that is being upscaled stays as it is. */
  pauseUpscaling(): Promise<void>;
  resumeUpscaling(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface Place {
  /** Of the server; the stack's own front unless said otherwise. */
  readonly address?: string;
  readonly path?: string;
  /** `#/jobs` */
  readonly hash?: string;
}

export async function startBrowserStack(): Promise<BrowserStack> {
  const own: OwnDirectory = await ownDirectory();
  let dev: DevStack = await startDev(own.path);
  const stack = await dev.stack();
  const aws = new StackAws(stack);
  const browser = await chromium.launch({
    executablePath: process.env[CHROMIUM_VARIABLE] ?? '',
    // There is no sandbox for root, which CI is, and little shared memory in a container.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  const complaints: string[] = [];
  const signalUpscaler = async (signal: NodeJS.Signals): Promise<void> => {
    const pid = (await dev.stack()).pids['gpu-worker-1'];
    if (pid === undefined) throw new Error('There is no GPU worker.');
    process.kill(pid, signal);
  };
  return {
    directory: own.path,
    aws,
    stack,
    browser,
    complaints,
    async open({ address = stack.http, path = '/', hash = '', ...options } = {}) {
      // Pages that nobody looks at any more would go on asking.
      await Promise.all(browser.contexts().map((visitor) => visitor.close()));
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      context.setDefaultTimeout(PATIENCE.timeout);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // Answers that are no success are part of what is tried here.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          complaints.push(message.text());
        }
      });
      await page.goto(`${address}${path}${hash}`);
      return page;
    },
    pauseUpscaling: () => signalUpscaler('SIGSTOP'),
    resumeUpscaling: () => signalUpscaler('SIGCONT'),
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

import type { Page } from 'playwright-core';

import { makeClip } from '../e2e/support/clips.js';
import { findings, readAxe } from './support/axe.js';
import { type BrowserStack, startBrowserStack } from './support/browser-stack.js';
import { type Deployment, startDeployment } from './support/deployment.js';
import { type Issuer, startIssuer } from './support/issuer.js';
import { choose, sendAndOpen, untilCompleted, untilPlayable } from './support/steps.js';

jest.setTimeout(180_000);

let browser: BrowserStack;
let issuer: Issuer;
let deployment: Deployment;
beforeAll(async () => {
  [browser, issuer] = await Promise.all([startBrowserStack(), startIssuer()]);
  deployment = await startDeployment(browser.stack, issuer);
});
afterAll(async () => {
  await Promise.all([deployment.close(), issuer.close()]);
  await browser.stop();
});
afterEach(() => {
  expect(browser.complaints).toEqual([]);
});

function open(hash = '#/'): Promise<Page> {
  return browser.open({ address: deployment.page, hash });
}

async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Go on as Ada' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

test('who has not signed in sees how to, and nothing else; who has is where they were', async () => {
  const page = await open('#/jobs?status=FAILED');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await page.getByRole('navigation', { name: 'Status' }).count()).toBe(0);
  expect(await findings(page, await readAxe())).toEqual([]);
  await signIn(page);
  await page.getByText('There are none of this kind').waitFor();
  expect(page.url()).toBe(`${deployment.page}/#/jobs?status=FAILED`);
  await page.reload();
  await page.getByText('There are none of this kind').waitFor();
});

test('a video goes up, is upscaled and compared, and the token goes to the API alone', async () => {
  const page = await open();
  const withToken = new Set<string>();
  page.on('request', (request) => {
    if (request.headers().authorization !== undefined) withToken.add(new URL(request.url()).origin);
  });
  await signIn(page);
  await choose(page, await makeClip(browser.directory, { name: 'mine.mp4', frames: 2 }));
  await sendAndOpen(page, 'mine.mp4');
  await untilCompleted(page);
  await untilPlayable(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await downloading).suggestedFilename()).toBe('mine.mp4');
  expect([...withToken]).toEqual([deployment.api]);
});

test('a token that is no longer taken is renewed unseen; without a way to, the page says so', async () => {
  const page = await open('#/jobs');
  await signIn(page);
  await page.getByRole('link', { name: 'mine.mp4' }).waitFor();
  const before = issuer.renewals();
  deployment.refuseTokens();
  await page.getByRole('link', { name: 'mine.mp4' }).click();
  await page.getByRole('button', { name: 'Download' }).waitFor();
  expect(issuer.renewals()).toBe(before + 1);

  issuer.revoke();
  deployment.refuseTokens();
  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  await page.getByText('Your sign-in has run out').waitFor();
  await signIn(page);
  await page.getByRole('link', { name: 'mine.mp4' }).waitFor();
});

test('who signs out is out, also after a reload, and nothing of the token stays', async () => {
  const page = await open('#/jobs');
  await signIn(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]))).not.toMatch(/eyJ/);
});

test('an answer that nobody here asked for, and a visitor who says no, are told and let nobody in', async () => {
  const page = await browser.open({ address: deployment.page, path: '/?code=stolen&state=guessed' });
  await page.getByText('This sign-in was not begun here').waitFor();
  expect(page.url()).toBe(`${deployment.page}/`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Say no' }).click();
  await page.getByText('The sign-in did not succeed: Ada said no.').waitFor();
  expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
});

test('the API itself lets nobody in without a token of the issuer', async () => {
  const ask = async (authorization: string): Promise<number> => {
    const { status } = await fetch(`${deployment.api}/jobs`, { headers: { authorization } });
    return status;
  };
  expect([await ask(''), await ask('Bearer a.b.c')]).toEqual([401, 401]);
});

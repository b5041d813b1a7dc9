import { useState } from 'preact/hooks';

import type { SignInSettings } from '../../../src/contracts/page.js';
import { Notice } from '../show/notice.js';
import { sentenceOf } from '../show/sentence-of.js';
import { signIn } from './sign-in.js';

interface SignIn {
  readonly settings: SignInSettings;
  /** What the visitor should know first; null: nothing. */
  readonly why: string | null;
}

/** All that a visitor sees who has not signed in. */
export function SignInView({ settings, why }: SignIn) {
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <>
      <h1>Larger and sharper</h1>
      <p class="lead">Sign in, choose a video, see what it will take, and watch it grow.</p>
      {why === null && problem === null ? null : <Notice>{why ?? sentenceOf(problem)}</Notice>}
      <p class="actions">
        <button class="main" type="button" onClick={() => void signIn(settings).catch(setProblem)}>
          Sign in
        </button>
      </p>
    </>
  );
}

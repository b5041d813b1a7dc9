import { useEffect, useState } from 'preact/hooks';

import { loadSettings, settings } from './api/settings.js';
import { App } from './app.js';
import { Notice } from './show/notice.js';
import { sentenceOf } from './show/sentence-of.js';
import { endSession } from './sign-in/session.js';
import { finishSignIn } from './sign-in/sign-in.js';
import { pauseAfter } from './state/pause-after.js';

/** The page, as soon as it knows what it belongs to. */
export function Start() {
  const [ready, setReady] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    let failures = 0;
    const begin = async (): Promise<void> => {
      try {
        await loadSettings();
      } catch (error) {
        failures += 1;
        setProblem(error);
        setTimeout(() => void begin(), pauseAfter(failures));
        return;
      }
      const { signIn } = settings.get();
      if (signIn !== null) await finishSignIn(signIn).catch(refuse);
      setReady(true);
    };
    void begin();
  }, []);
  if (ready) return <App />;
  return (
    <main>
      <h1 class={problem === null ? 'unseen' : undefined}>Upreel</h1>
      {problem === null ? null : <Notice>{sentenceOf(problem)}</Notice>}
    </main>
  );
}

function refuse(problem: unknown): void {
  endSession(sentenceOf(problem));
}

import { useEffect, useRef } from 'preact/hooks';

import { settings } from './api/settings.js';
import { JobView } from './jobs/job-view.js';
import { JobsView } from './jobs/jobs-view.js';
import { formatRoute, type Route } from './state/route.js';
import { isSignedIn, session } from './sign-in/session.js';
import { SignInView } from './sign-in/sign-in-view.js';
import { SignOut } from './sign-in/sign-out.js';
import { useRoute } from './state/use-route.js';
import { useStore } from './state/use-store.js';
import { ThemeSwitch } from './show/theme-switch.js';
import { UploadView } from './upload/upload-view.js';

export function App() {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const { signIn } = useStore(settings);
  const visitor = useStore(session);
  const place = formatRoute(route);
  const first = useRef(true);
  useEffect(() => {
    // Whoever follows a link by keyboard or screen reader goes on reading at the new view.
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [place]);
  return (
    <>
      <header class="bar">
        <a class="mark" href="#/" aria-label="Upreel, to the upload">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d="M9 23V14m0 9h9m5-14v9m0-9h-9" />
          </svg>
          Upreel
        </a>
        <nav aria-label="Views">
          <a href="#/" aria-current={route.view === 'upload' ? 'page' : undefined}>
            Upload
          </a>
          <a href="#/jobs" aria-current={route.view === 'upload' ? undefined : 'page'}>
            Jobs
          </a>
        </nav>
        <div class="own">
          <SignOut />
          <ThemeSwitch />
        </div>
      </header>
      <main ref={main} tabIndex={-1}>
        {signIn !== null && !isSignedIn(visitor) ? (
          <SignInView settings={signIn} why={visitor.ended} />
        ) : (
          <View route={route} />
        )}
      </main>
    </>
  );
}

function View({ route }: { readonly route: Route }) {
  switch (route.view) {
    case 'upload':
      return <UploadView />;
    case 'jobs':
      return <JobsView status={route.status} cursor={route.cursor} />;
    case 'job':
      return <JobView key={route.jobId} jobId={route.jobId} />;
  }
}

import { settings } from '../api/settings.js';
import { useStore } from '../state/use-store.js';
import { isSignedIn, session } from './session.js';
import { signOut } from './sign-in.js';

export function SignOut() {
  const { signIn } = useStore(settings);
  const visitor = useStore(session);
  if (signIn === null || !isSignedIn(visitor)) return null;
  return (
    <button
      class="quiet"
      type="button"
      onClick={() => {
        // Here it has succeeded, whatever the issuer says.
        void signOut(signIn).catch(() => undefined);
      }}
    >
      Sign out
    </button>
  );
}

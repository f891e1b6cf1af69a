import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { address, addressText } from '../address.js';
import { Mark } from '../parts/mark.js';
import { Foreign, Sentence } from '../parts/text.js';
import { type Failure, failureOf, logIn, loginEnded } from '../requests.js';
import { session } from '../store.js';

/** Nobody has logged in: a form for a token, a link to the provider, as the server has them. */
export function LoginView(): JSX.Element {
  const logins = session.value?.logins ?? [];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (loginEnded.peek()) heading.current?.focus();
  }, []);
  return (
    <div class="login">
      <h1 ref={heading} tabIndex={-1}>
        Log in
      </h1>
      {loginEnded.value ? (
        <p>
          <Mark shape="off" word="Your login has ended." /> If you asked for something after that, it was not done.
        </p>
      ) : null}
      {session.value?.stranger === undefined ? null : (
        <p>
          <Mark shape="bad" word="No role here." /> <Foreign text={session.value.stranger} /> Another login may let you
          in.
        </p>
      )}
      {logins.includes('oidc') ? (
        <p>
          <a class="button primary" href={`/login?back=${encodeURIComponent(addressText(address.value))}`}>
            Log in with your organization
          </a>
        </p>
      ) : null}
      {logins.includes('token') ? <TokenForm /> : null}
      {logins.length === 0 ? (
        <p>
          This page is reached through a proxy that says who you are, and it did not. Open it by the address of the
          proxy, or ask who runs it.
        </p>
      ) : null}
    </div>
  );
}

function TokenForm(): JSX.Element {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const isBusy = useSignal(false);
  const failed = useSignal<Failure | undefined>(undefined);
  const send = async (event: Event) => {
    event.preventDefault();
    const token = field.current?.value.trim() ?? '';
    if (isBusy.value) return;
    if (token === '') {
      failed.value = { text: 'Paste the token first.', remedy: undefined, isGone: false };
      field.current?.focus();
      return;
    }
    isBusy.value = true;
    failed.value = undefined;
    try {
      await logIn(token);
    } catch (error) {
      failed.value = failureOf(error);
      field.current?.select();
      field.current?.focus();
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <form onSubmit={send} noValidate>
      {/* A password manager keeps what it fills in by a name. */}
      <input type="text" name="username" autocomplete="username" value="scaleout" readOnly hidden />
      <p class="field">
        <label for={id}>Token</label>
        <input
          id={id}
          ref={field}
          class="mono"
          type="password"
          name="token"
          autocomplete="current-password"
          autocapitalize="off"
          spellcheck={false}
          maxLength={4096}
          required
          aria-invalid={failed.value !== undefined}
          aria-describedby={`${id}-error`}
        />
      </p>
      <div id={`${id}-error`} role="alert">
        {failed.value === undefined ? null : (
          <p class="bad">
            <Sentence text={failed.value.text} />{' '}
            {failed.value.remedy === undefined ? null : <Sentence text={failed.value.remedy} />}
          </p>
        )}
      </div>
      <button type="submit" class="primary" aria-disabled={isBusy.value}>
        {isBusy.value ? 'Logging in…' : 'Log in'}
      </button>
      <p class="dim">It is exchanged for a cookie of this browser, and kept nowhere else.</p>
    </form>
  );
}

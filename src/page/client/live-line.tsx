import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Head } from '../wire/head.js';
import { isLookOld } from './notices.js';
import { Foreign, Sentence } from './parts/text.js';
import { Ago } from './parts/time.js';
import { logOut, Refused } from './requests.js';
import { connection, head, serverNow, session } from './store.js';

/** At the right of the header: whether this is live, of when it is, who leads, and who looks. */
export function LiveLine(): JSX.Element {
  const shown = head.value;
  const isLost = connection.value.state === 'lost';
  const state = isLost ? 'lost' : shown === undefined ? 'live' : stateOf(shown, serverNow.value);
  return (
    <div class="live">
      <span class={`dot ${state}`} aria-hidden="true" />
      {isLost ? (
        <b>not connected</b>
      ) : state === 'old' ? (
        <b>old</b>
      ) : state === 'none' ? (
        <b>nothing seen yet</b>
      ) : (
        'live'
      )}
      {shown === undefined ? null : (
        <>
          <Looked head={shown} />
          <span>{modeText(shown)}</span>
          {leaderText(shown)}
        </>
      )}
      <User />
    </div>
  );
}

/** Before the first look there is nothing that could be old; during an apply, in which nobody looks, it grows old too. */
export function stateOf(shown: Pick<Head, 'trouble' | 'lookedAt' | 'interval'>, now: number): 'live' | 'old' | 'none' {
  if (shown.lookedAt === null) return 'none';
  return shown.trouble !== null || isLookOld(shown, now) ? 'old' : 'live';
}

function Looked({ head: { lookedAt, isLooking, trouble, badFile } }: { readonly head: Head }): JSX.Element {
  if (lookedAt === null) {
    if (trouble !== null) return <span>each look fails</span>;
    if (badFile.length > 0) return <span>does not look: the file is wrong</span>;
    return <span>{isLooking ? 'looks for the first time' : 'has not looked yet'}</span>;
  }
  return (
    <span>
      looked <Ago at={lookedAt} />
    </span>
  );
}

function modeText({ mode, approve }: Head): string {
  if (mode === 'looks') return 'only looks';
  return `mode ${mode}${approve ? ', with approval' : ''}`;
}

function leaderText({ leader }: Head): JSX.Element | null {
  if (leader === null) return null;
  if (leader.leads)
    return <span>{leader.detail === null ? 'leads' : <Sentence text={leader.detail} most={40} />}</span>;
  return (
    <span>
      does not lead{leader.detail === null ? '' : ': '}
      {leader.detail === null ? null : <Sentence text={leader.detail} most={40} />}
    </span>
  );
}

/** Nobody has to log in on this machine alone: then there is nobody to name. */
function User(): JSX.Element | null {
  const failed = useSignal('');
  const known = session.value;
  if (known === undefined || known.user === null || known.via === 'loopback') return null;
  const leave = async () => {
    try {
      await logOut();
    } catch (error) {
      failed.value = error instanceof Refused ? error.message : 'Could not log out: the server does not answer.';
    }
  };
  return (
    <span class="user" title={known.until === null ? undefined : `Until ${new Date(known.until).toLocaleString()}`}>
      <Foreign text={known.user} most={60} /> ({known.role}){/* A proxy's login is the proxy's to end. */}
      {known.via === 'proxy' ? null : (
        <button type="button" class="plain" onClick={leave}>
          Log out
        </button>
      )}
      <span role="alert">{failed}</span>
    </span>
  );
}

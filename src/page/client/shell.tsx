import { effect, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { address, cameBackTo, pathTo, type ViewName, viewNames } from './address.js';
import { number } from './list.js';
import { LiveLine } from './live-line.js';
import { Notices } from './notices.js';
import { ActionDialog } from './parts/actions.js';
import { Foreign } from './parts/text.js';
import { connection, filesOf, head, session, singleKeys, topologies } from './store.js';
import { EditView } from './views/edit.js';
import { ExecutionsView } from './views/executions.js';
import { FindingsView } from './views/findings.js';
import { HistoryView } from './views/history.js';
import { LoginView } from './views/login.js';
import { OverviewView } from './views/overview.js';
import { PlanView } from './views/plan.js';
import { TopologiesView } from './views/topologies.js';
import { TopologyView } from './views/topology.js';
import { WorkerView } from './views/worker.js';
import { WorkersView } from './views/workers.js';

const titles: Readonly<Record<ViewName, string>> = {
  overview: 'Overview',
  topology: 'Topology',
  workers: 'Workers',
  plan: 'Plan',
  executions: 'Executions',
  history: 'History',
  findings: 'Findings',
};

/** What stands around every view. */
export function Shell(): JSX.Element {
  useSignalEffect(nameDocument);
  const known = session.value;
  if (known === undefined) return <Waiting />;
  if (known.role === null)
    return (
      <main id="main">
        <LoginView />
      </main>
    );
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Notices />
        <View />
      </main>
      <Foot />
      <ActionDialog />
    </>
  );
}

function Waiting(): JSX.Element {
  return (
    <main id="main">
      <h1>SSIS Scale Out</h1>
      <p class="waiting" role="status">
        {connection.value.state === 'lost'
          ? 'The server of this page does not answer. The page tries again by itself.'
          : 'Connecting to the server of this page…'}
      </p>
    </main>
  );
}

function Header(): JSX.Element {
  const shown = head.value;
  const errors = shown?.findings.errors ?? 0;
  const isUnknown = shown !== undefined && (shown.lookedAt === null || shown.trouble !== null);
  const { view } = address.value;
  return (
    <header>
      <div class="names">
        {(topologies.value?.length ?? 0) > 1 ? (
          <a class="all" href="/">
            All topologies
          </a>
        ) : null}
        <Foreign class="topology-name" text={shown?.name ?? 'SSIS Scale Out'} />
      </div>
      {shown === undefined ? null : (
        <nav aria-label="Views">
          {viewNames.map((name) => (
            <a key={name} href={pathTo(shown.name, name)} aria-current={name === view ? 'page' : undefined}>
              {titles[name]}
              {name === 'findings' && errors > 0 ? (
                <>
                  {' '}
                  <span class="count">
                    {number(errors)}
                    <span class="hidden"> {errors === 1 ? 'error' : 'errors'}</span>
                  </span>
                </>
              ) : name === 'findings' && isUnknown ? (
                <>
                  {' '}
                  <span class="count unknown">
                    ?<span class="hidden"> not known</span>
                  </span>
                </>
              ) : null}
            </a>
          ))}
        </nav>
      )}
      <LiveLine />
    </header>
  );
}

function View(): JSX.Element {
  const { view, part, topology, query } = address.value;
  const key = `${topology}/${view}/${part ?? ''}/${query.edit === undefined ? '' : 'edit'}`;
  useArrival(key, head.value !== undefined || topologies.value !== undefined);
  if (topologies.value === undefined) return <p class="waiting">Connecting to the server of this page…</p>;
  if (topology === undefined && topologies.value.length !== 1) return <TopologiesView />;
  if (head.value === undefined || (topology !== undefined && head.value.name !== topology)) {
    if (topologies.value.some(({ name }) => name === topology)) return <p class="waiting">Loading the topology…</p>;
    return (
      <>
        <h1>There is no topology of that name here</h1>
        <p>
          It may have another name by now, or its file was taken away.{' '}
          {topology === undefined || !filesOf.has(topology) ? null : (
            <>
              Its file was <Foreign text={filesOf.get(topology) ?? ''} most={200} class="mono" />.{' '}
            </>
          )}
          <a href="/">All topologies</a>
        </p>
      </>
    );
  }
  if (query.edit !== undefined) return <EditView />;
  switch (view) {
    case 'overview':
      return <OverviewView />;
    case 'topology':
      return <TopologyView />;
    case 'workers':
      return part === undefined ? <WorkersView /> : <WorkerView key={part} workerKey={part} />;
    case 'plan':
      return <PlanView />;
    case 'executions':
      return <ExecutionsView />;
    case 'history':
      return <HistoryView />;
    case 'findings':
      return <FindingsView />;
  }
}

let arrivedAt: string | undefined;

/**
 * Another view begins with its heading, which a screen reader reads then. Whoever comes back by the browser's button finds the place
 * that was left, and the focus where it was.
 */
function useArrival(key: string, isThere: boolean): void {
  useLayoutEffect(() => {
    if (!isThere || arrivedAt === key) return;
    const isFirst = arrivedAt === undefined;
    arrivedAt = key;
    const back = cameBackTo();
    if (isFirst && back === undefined) return;
    scrollTo(0, back?.scroll ?? 0);
    // A long list draws its rows when it has been scrolled.
    requestAnimationFrame(() => {
      const place = back === undefined || back.focus === '' ? null : document.getElementById(back.focus);
      const heading = document.querySelector<HTMLElement>('main h1');
      heading?.setAttribute('tabindex', '-1');
      (place ?? heading)?.focus({ preventScroll: true });
    });
  }, [key, isThere]);
}

/** `! warehouse: degraded · Workers`: a tab tells its state too. */
function nameDocument(): void {
  const shown = head.value;
  if (shown === undefined || session.value?.role == null) {
    const isWell = (topologies.value ?? []).every(({ health, isOld }) => health === 'healthy' && !isOld);
    document.title = `${isWell ? '' : '! '}SSIS Scale Out`;
    return;
  }
  const isKnown = connection.value.state !== 'lost' && shown.trouble === null;
  const state = isKnown ? shown.health.state : 'not known';
  const sign = !isKnown || shown.health.state === 'unknown' ? '? ' : shown.health.state === 'healthy' ? '' : '! ';
  const name = shown.name.length > 60 ? `${shown.name.slice(0, 60)}…` : shown.name;
  document.title = `${sign}${name}: ${state} · ${titles[address.value.view]}`;
}

const keysChoice = 'scaleout.single-keys';

/** A browser that keeps nothing for this page refuses: then the choice holds until the page is closed. */
export function rememberKeys(): void {
  try {
    singleKeys.value = localStorage.getItem(keysChoice) !== 'off';
    effect(() => localStorage.setItem(keysChoice, singleKeys.value ? 'on' : 'off'));
  } catch {}
}

function Foot(): JSX.Element {
  return (
    <footer>
      <span>scaleout {session.value?.version}</span>
      {head.value === undefined ? null : <Foreign text={head.value.file} most={200} class="mono" />}
      <label>
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => {
            singleKeys.value = event.currentTarget.checked;
          }}
        />
        Keys: <kbd>/</kbd> searches, <kbd>j</kbd> <kbd>k</kbd> or arrows move in a list, <kbd>Enter</kbd> opens
      </label>
    </footer>
  );
}

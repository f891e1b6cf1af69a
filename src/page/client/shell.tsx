import type { JSX } from 'preact';
import { address, addressText, type ViewName } from './address.js';
import { Mark } from './parts/mark.js';
import { Ago } from './parts/time.js';
import { connection, head, session, topologies } from './store.js';
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
  const known = session.value;
  if (known === undefined) return <p class="waiting">Connecting…</p>;
  if (known.role === null) return <LoginView />;
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <Connection />
      <main id="main" tabIndex={-1}>
        <View />
      </main>
    </>
  );
}

function Header(): JSX.Element {
  const shown = head.value;
  const { view } = address.value;
  const errors = shown?.findings.errors ?? 0;
  return (
    <header>
      {(topologies.value?.length ?? 0) > 1 ? (
        <a class="all" href="/">
          All topologies
        </a>
      ) : null}
      <b class="name">{shown?.name ?? 'Scale Out'}</b>
      {shown === undefined ? null : (
        <nav aria-label="Views">
          {Object.entries(titles).map(([name, title]) => (
            <a
              key={name}
              href={addressText({ topology: shown.name, view: name as ViewName, part: undefined, query: {} })}
              aria-current={name === view ? 'page' : undefined}
            >
              {title}
              {name === 'findings' && errors > 0 ? <span class="bad count"> {errors}</span> : null}
            </a>
          ))}
        </nav>
      )}
    </header>
  );
}

/** Says when what is shown is old, and since when. */
function Connection(): JSX.Element | null {
  const state = connection.value;
  if (state.state !== 'lost') return null;
  return (
    <div class="connection" role="status">
      <Mark shape="unknown" word="The connection is lost." /> What is shown is{' '}
      {state.since === undefined ? 'not known to be so' : <>of {<Ago at={state.since} />}</>}. Connecting again…
    </div>
  );
}

function View(): JSX.Element {
  const { view, part, topology, query } = address.value;
  if (topology === undefined && (topologies.value?.length ?? 0) !== 1) return <TopologiesView />;
  if (head.value === undefined) {
    return topologies.value === undefined ? (
      <p class="waiting">Connecting…</p>
    ) : (
      <p>
        There is no topology of that name here. <a href="/">All topologies</a>
      </p>
    );
  }
  if (query.edit !== undefined) return <EditView />;
  switch (view) {
    case 'overview':
      return <OverviewView />;
    case 'topology':
      return <TopologyView />;
    case 'workers':
      return part === undefined ? <WorkersView /> : <WorkerView workerKey={part} />;
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

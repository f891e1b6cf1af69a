// src/page/client/views has a view a file: what an address shows. A new one has its name in address.ts and its line in shell.tsx.

import type { JSX } from 'preact';
import type { MasterPart } from '../../wire/details.js';
import type { Head, HealthState, SyncState } from '../../wire/head.js';
import { pathTo } from '../address.js';
import { counted, number } from '../list.js';
import { ActionButton, LookButton } from '../parts/actions.js';
import { Card, Cards } from '../parts/card.js';
import { Banner } from '../parts/headline.js';
import { Mark, type Shape } from '../parts/mark.js';
import {
  Applies,
  Certificates,
  Changes,
  Findings,
  Pending,
  Suspensions,
  Unseen,
  Waiting,
} from '../parts/overview-cards.js';
import { Picture, stateEnds, workerEnd } from '../parts/picture.js';
import { Table } from '../parts/table.js';
import { Sentence } from '../parts/text.js';
import { Lasting } from '../parts/time.js';
import { workerColumns } from '../parts/worker-columns.js';
import { NoWorkers, useWorkers } from '../parts/workers.js';
import { head, master } from '../store.js';
import { marksByWorst, markTitles } from '../worker-list.js';

/** Workers that are listed here; the others are a link away. */
const listedAtMost = 12;

/** Of more workers the picture shows how many are of each state: the overview is for one look. */
const picturedAtMost = 20;

/** Whether it is all right, in words; then what there is to know, the worst first. A part that says nothing is not there. */
export function OverviewView(): JSX.Element {
  const { all } = useWorkers();
  const shown = head.value;
  const of = master.value;
  if (shown === undefined || of === undefined) return <h1>Overview</h1>;
  const isMany = all.length > picturedAtMost;
  return (
    <>
      <h1 class="hidden">Overview</h1>
      {shown.headline === null ? null : (
        <Banner
          shape={shown.headline.mark}
          title={shown.headline.text}
          why={shown.headline.why}
          command={shown.headline.command}
        />
      )}
      <Cards>
        <div class="column first">
          <StatusCard head={shown} master={of} />
          <Certificates head={shown} />
          <Pending head={shown} />
        </div>
        <div class="column second">
          <Card
            title="Topology"
            aside={<a href={pathTo(shown.name, 'topology')}>{isMany ? 'Each worker' : 'With details of the master'}</a>}
          >
            <Picture
              head={shown}
              master={of}
              ends={isMany ? stateEnds(shown) : all.map((row) => workerEnd(row, shown.name))}
            />
          </Card>
          <Unseen head={shown} />
          <Waiting head={shown} />
          <Findings head={shown} />
          <Changes head={shown} />
          <Suspensions head={shown} />
          <Applies head={shown} />
        </div>
        <Card
          title="Workers"
          aside={
            <>
              {all.length === 0 ? null : `${counted(all.length, 'worker')} · the worst first`}
              {all.length <= listedAtMost ? null : (
                <>
                  {' · '}
                  <a href={pathTo(shown.name, 'workers')}>All {number(all.length)}</a>
                </>
              )}
            </>
          }
        >
          {all.length === 0 ? (
            <NoWorkers total={0} />
          ) : (
            <Table
              label="Workers"
              columns={workerColumns}
              rows={all.slice(0, listedAtMost)}
              keyOf={(row) => row.key}
              sortBy={null}
            />
          )}
        </Card>
      </Cards>
    </>
  );
}

export const healthWords: Readonly<Record<HealthState, readonly [shape: Shape, word: string]>> = {
  healthy: ['ok', 'Healthy'],
  degraded: ['warn', 'Degraded'],
  down: ['bad', 'Down'],
  unknown: ['unknown', 'Not known'],
};

export const syncWords: Readonly<Record<SyncState, readonly [shape: Shape, word: string]>> = {
  same: ['ok', 'In sync'],
  differs: ['differs', 'Differs'],
  // It differs all the same, and not only on purpose: a failure before holds it back too.
  held: ['differs', 'Held back'],
  unknown: ['unknown', 'Not known'],
};

/** Health and sync are two things: a healthy farm may differ from its file, and one that is as its file says may be down. */
function StatusCard({ head: shown, master: of }: { readonly head: Head; readonly master: MasterPart }): JSX.Element {
  const { health, sync, counts, name, lookedAt } = shown;
  const [healthShape, healthWord] = healthWords[health.state];
  const [syncShape, syncWord] = syncWords[sync.state];
  const total = marksByWorst.reduce((sum, mark) => sum + counts[mark], 0);
  return (
    <section class="card" aria-label="Health and sync">
      <div class="pair">
        <div>
          <h2>Health</h2>
          <p class="big">
            <Mark shape={healthShape} word={healthWord} size={24} />
          </p>
          <p class="sub">
            <Sentence text={healthText(shown)} />
          </p>
          {health.since === null || health.state === 'healthy' ? null : (
            <p class="sub">
              for <Lasting at={health.since} />
            </p>
          )}
        </div>
        <div>
          <h2>Sync</h2>
          <p class="big">
            <Mark shape={syncShape} word={syncWord} size={24} />
          </p>
          <p class="sub">
            <Sentence text={sync.text} />
          </p>
        </div>
      </div>
      <p class="sub">
        <Mark shape={of.mark} word="" /> Master: <Sentence text={of.text} />
      </p>
      <ul class="counts" aria-label="Workers by state">
        {marksByWorst
          .filter((mark) => counts[mark] > 0)
          .map((mark) => (
            <li key={mark}>
              <a href={pathTo(name, 'workers', undefined, { state: mark })}>
                <Mark shape={mark} word={`${number(counts[mark])} ${markTitles[mark].toLowerCase()}`} />
              </a>
            </li>
          ))}
        {total === 0 && lookedAt !== null ? <li class="dim">No worker is known.</li> : null}
      </ul>
      <p class="buttons">
        <LookButton />
        <ActionButton ask={{ action: 'suspend', target: undefined }}>Suspend all of it…</ActionButton>
      </p>
    </section>
  );
}

/** What the banner does not say: it tells the reason of all that is not well. */
function healthText(shown: Head): string {
  const { counts, lookedAt, trouble, health, headline } = shown;
  if (headline === null && health.reason !== null) return health.reason;
  if (lookedAt === null) return 'Nothing has been looked at yet.';
  if (trouble !== null) return 'What is shown is of the last look that saw something.';
  return `${number(counts.online)} of ${counted(counts.enabled, 'enabled worker')} online.`;
}

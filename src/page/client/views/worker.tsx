import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { WorkerDetail } from '../../wire/details.js';
import type { SuspensionLine } from '../../wire/head.js';
import { pathTo } from '../address.js';
import { ActionButton } from '../parts/actions.js';
import { Applies } from '../parts/applies.js';
import { Card, Cards } from '../parts/card.js';
import { Change } from '../parts/changes.js';
import { CommandLine } from '../parts/command.js';
import { Loaded } from '../parts/document.js';
import { Executions } from '../parts/executions.js';
import { Finding } from '../parts/finding.js';
import { Banner } from '../parts/headline.js';
import { Heartbeats } from '../parts/heartbeats.js';
import { Mark, Meter } from '../parts/mark.js';
import { Foreign, Nothing, Sentence } from '../parts/text.js';
import { Ago, Moment } from '../parts/time.js';
import { Certificate, Config, Machine, RowFacts } from '../parts/worker-facts.js';
import { useDetail } from '../requests.js';
import { head, session, workers } from '../store.js';

export function WorkerView({ workerKey }: { readonly workerKey: string }): JSX.Element {
  const asked = useDetail<WorkerDetail>(`workers/${encodeURIComponent(workerKey)}`, 'look', 'history');
  // When it was seen last: of a worker that goes away while its page is open.
  const seenAt = useRef<string | null>(null);
  if (asked.document !== undefined && asked.failed === undefined) seenAt.current = head.value?.lookedAt ?? null;
  const name = asked.document?.name ?? workers.value.get(workerKey)?.name ?? workerKey;
  return (
    <>
      <p>
        <a href={pathTo(head.value?.name ?? '', 'workers')}>Workers</a>
      </p>
      <h1>
        <Foreign text={name} most={200} />
      </h1>
      <Loaded
        asked={asked}
        what="This worker"
        gone={(last) => <Gone last={last} seenAt={seenAt.current} workerKey={workerKey} />}
      >
        {(worker) => (
          <>
            <State worker={worker} />
            <Doing worker={worker} />
            <Sections worker={worker} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Gone({
  last,
  seenAt,
  workerKey,
}: {
  readonly last: WorkerDetail | undefined;
  readonly seenAt: string | null;
  readonly workerKey: string;
}): JSX.Element {
  if (last === undefined)
    return (
      <Banner
        shape="unknown"
        title="There is no such worker"
        why="Neither the catalog nor the topology has it, or it was there under another name."
      >
        <p>
          Looked for <Foreign text={workerKey} most={100} />.{' '}
          <a href={pathTo(head.value?.name ?? '', 'workers')}>All workers</a>
        </p>
      </Banner>
    );
  return (
    <>
      <Banner shape="unknown" title="This worker is gone" why="Neither the catalog nor the topology has it any more.">
        <p>
          What stands below is what was known of it{' '}
          {seenAt === null ? (
            'before'
          ) : (
            <>
              last, <Ago at={seenAt} /> (<Moment at={seenAt} />)
            </>
          )}
          .
        </p>
      </Banner>
      <Sections worker={last} />
    </>
  );
}

/** The first line: how it is, why, and since when. */
function State({ worker }: { readonly worker: WorkerDetail }): JSX.Element {
  const { mark, word, reason, since, row, running, slots } = worker;
  return (
    <div class="state">
      <p class="verdict">
        <Mark shape={mark} word={word} size={22} />
        {since === null ? null : (
          <span class="dim">
            {' '}
            since <Moment at={since} />, <Ago at={since} />
          </span>
        )}
      </p>
      {reason === null ? null : (
        <p>
          <Sentence text={reason} />
        </p>
      )}
      {row.standing === 'awaitingRegistration' ? null : (
        <p>
          Running: <Meter used={running} of={slots} />
        </p>
      )}
    </div>
  );
}

const stages: Readonly<Record<NonNullable<SuspensionLine['maintenance']>, string>> = {
  draining: 'In maintenance, being emptied:',
  drained: 'In maintenance, emptied and disabled:',
  over: 'Its maintenance is over, and it is not back yet:',
  back: 'Back from its maintenance:',
  unseen: 'In maintenance, how far cannot be told:',
};

/** What holds it back on purpose, and what a person may do about it. */
function Doing({ worker }: { readonly worker: WorkerDetail }): JSX.Element {
  const { target, wanted, name } = worker;
  const held = (head.value?.suspensions ?? []).filter((one) => one.target === null || one.target === target);
  const own = held.filter((one) => one.target !== null);
  const topology = head.value?.name ?? '';
  return (
    <>
      {held.length === 0 ? null : (
        <ul class="plainlist held">
          {held.map((one) => (
            <li key={`${one.target} ${one.maintenance}`}>
              <Mark
                shape="off"
                word={
                  one.maintenance === null
                    ? one.target === null
                      ? 'The whole topology is suspended:'
                      : 'Suspended:'
                    : stages[one.maintenance]
                }
              />{' '}
              <Foreign text={one.reason} />{' '}
              <span class="dim">
                by <Foreign text={one.who} />, since <Moment at={one.since} />,{' '}
                {one.until === null ? (
                  (one.lasts ?? 'until somebody ends it')
                ) : (
                  <>
                    until <Moment at={one.until} />
                  </>
                )}
              </span>{' '}
              {one.maintenance === null ? (
                <ActionButton ask={{ action: 'resume', suspension: one }}>Resume…</ActionButton>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <div class="buttons">
        {target === null ? null : (
          <>
            {own.some(({ maintenance }) => maintenance === null) ? null : (
              <ActionButton ask={{ action: 'suspend', target }}>Suspend…</ActionButton>
            )}
            {own.some(({ maintenance }) => maintenance !== null) ? (
              <ActionButton ask={{ action: 'undrain', target }}>Bring back…</ActionButton>
            ) : wanted === null ? null : (
              <ActionButton ask={{ action: 'drain', target }}>Drain…</ActionButton>
            )}
          </>
        )}
        {session.value?.edits !== true ? null : wanted === null ? (
          <a href={pathTo(topology, 'workers', undefined, { edit: 'add', machine: name })}>
            Add it to the topology's file
          </a>
        ) : (
          <>
            <a href={pathTo(topology, 'workers', worker.key, { edit: 'set' })}>Edit in the topology's file</a>
            <a href={pathTo(topology, 'workers', worker.key, { edit: 'remove' })}>Take out of the topology's file</a>
          </>
        )}
      </div>
    </>
  );
}

function Sections({ worker }: { readonly worker: WorkerDetail }): JSX.Element {
  const { changes, executions, executionsUnseen, findings, applies, commands, heartbeats } = worker;
  return (
    <Cards>
      {findings.length === 0 ? null : (
        <Card title="Findings" wide={12}>
          {findings.map((finding) => (
            <Finding key={`${finding.id} ${finding.target}`} finding={finding} level={3} />
          ))}
        </Card>
      )}
      {changes.length === 0 ? null : (
        <Card title="What differs" wide={12}>
          {changes.map((group) => (
            <Change key={`${group.action} ${group.reason}`} group={group} level={3} />
          ))}
        </Card>
      )}
      <Card title="In the catalog" wide={6}>
        <RowFacts worker={worker} />
      </Card>
      <Card title="Its machine" wide={6}>
        <Machine machine={worker.machine} />
      </Card>
      <Card title="Configuration" wide={6}>
        <Config config={worker.config} reason={worker.configReason} />
      </Card>
      <Card title="Certificate" wide={6}>
        <Certificate certificate={worker.certificate} trustedBy={worker.trustedBy} />
      </Card>
      <Card title="Age of its last heartbeat" wide={12}>
        <Heartbeats samples={heartbeats} />
      </Card>
      <Card title="Executions on it" wide={12}>
        {executionsUnseen !== null ? (
          <Nothing why="unknown">
            {executionsUnseen.unread === 'notYet' ? '' : 'Some may well run on it. '}
            <Sentence text={executionsUnseen.why} />
          </Nothing>
        ) : executions.length === 0 ? (
          <Nothing why="fact">It runs no package, and none waits for it.</Nothing>
        ) : (
          <Executions label="Executions on it" executions={executions} sortBy={null} />
        )}
      </Card>
      <Card title="Its history" wide={12}>
        {applies.length > 0 ? (
          <Applies label="Applies of it" applies={applies} />
        ) : head.value?.applies === null ? (
          <Nothing why="unknown">No history is kept here.</Nothing>
        ) : head.value !== undefined && 'unread' in head.value.applies ? (
          <Nothing why="unknown">
            <Sentence text={head.value.applies.why} most={500} />
          </Nothing>
        ) : (
          <Nothing why="fact">The history has no apply of it.</Nothing>
        )}
      </Card>
      {commands.length === 0 ? null : (
        <Card title="Commands" wide={12}>
          {commands.map(({ does, command }) => (
            <div key={command}>
              <p class="does">{does}</p>
              <CommandLine command={command} />
            </div>
          ))}
        </Card>
      )}
    </Cards>
  );
}

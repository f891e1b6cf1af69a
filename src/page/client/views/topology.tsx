import type { JSX } from 'preact';
import type { MasterPart } from '../../wire/details.js';
import type { Head } from '../../wire/head.js';
import { address } from '../address.js';
import { readSort, sortedBy } from '../list.js';
import { Card, Cards } from '../parts/card.js';
import { Filters } from '../parts/filters.js';
import { Mark } from '../parts/mark.js';
import { Legend, Picture, picturedAtMost, stateEnds, workerEnd } from '../parts/picture.js';
import { Foreign, Sentence } from '../parts/text.js';
import { Tiles } from '../parts/tiles.js';
import { Ago, DaysLeft } from '../parts/time.js';
import { NoWorkers, useWorkers, workerChoices } from '../parts/workers.js';
import { head, master } from '../store.js';
import { workerSorts } from '../worker-list.js';

/** The catalog, the nodes of the master and the workers: a picture of up to fifty, and a grid of more. */
export function TopologyView(): JSX.Element {
  const { all, shown } = useWorkers();
  const { query } = address.value;
  const sort = readSort(query.sort);
  const sorting = sort === undefined ? undefined : workerSorts[sort.by];
  const rows = sort === undefined || sorting === undefined ? shown : sortedBy(shown, sorting, sort.descending);
  const known = head.value;
  const of = master.value;
  if (known === undefined || of === undefined) return <h1>Topology</h1>;
  // By all that there are: a filter does not turn tiles into a picture.
  const isGrid = all.length > picturedAtMost;
  const isUnseen = all.length === 0 && known.lookedAt === null;
  return (
    <>
      <h1>Topology</h1>
      {isUnseen ? null : (
        <Filters
          noun="worker"
          search="name, state or description"
          shown={rows.length}
          total={all.length}
          choices={workerChoices(all, query)}
        />
      )}
      <Cards>
        <Card title="Catalog, master and workers" aside={<Legend />}>
          <Picture
            head={known}
            master={of}
            ends={isGrid ? stateEnds(known) : rows.map((row) => workerEnd(row, known.name))}
          />
          {rows.length === 0 ? <NoWorkers total={all.length} /> : null}
        </Card>
      </Cards>
      {isGrid ? <Tiles topology={known.name} rows={rows} /> : null}
      <Cards>
        <MasterCard head={known} master={of} />
        <NodesCard head={known} master={of} />
      </Cards>
    </>
  );
}

const scaleOutWords: Readonly<Record<NonNullable<MasterPart['scaleOut']>, string>> = {
  enabled: 'is enabled',
  neverEnabled: 'was never enabled',
  disabled: 'is disabled',
};

function MasterCard({ head: known, master: of }: { readonly head: Head; readonly master: MasterPart }): JSX.Element {
  const { scaleOut, executionMode, address: endpoint, port, thumbprint, logServer, lastOnline, mark, text } = of;
  const server = [known.productVersion, known.edition].filter(Boolean).join(', ');
  return (
    <Card title="Catalog and master" wide={6}>
      <dl class="pairs">
        <Fact name="Master">
          <Mark shape={mark} word="" /> <Sentence text={text} />
        </Fact>
        <Fact name="Scale Out">{scaleOut === null ? null : scaleOutWords[scaleOut]}</Fact>
        <Fact name="Runs packages by default">
          {executionMode === null ? null : executionMode === 'scaleOut' ? 'in Scale Out' : 'on the server'}
        </Fact>
        <Fact name="Workers reach it at">{endpoint === null ? null : <Foreign text={endpoint} class="mono" />}</Fact>
        <Fact name="Port">{port}</Fact>
        <Fact name="Certificate">{thumbprint === null ? null : <Foreign text={thumbprint} class="mono" />}</Fact>
        <Fact name="Logs go to">{logServer === null ? null : <Foreign text={logServer} />}</Fact>
        <Fact name="Last heard of">{lastOnline === null ? null : <Ago at={lastOnline} />}</Fact>
        <Fact name="Catalog">{known.catalog === '' ? null : <Foreign text={known.catalog} />}</Fact>
        <Fact name="SQL Server">{server === '' ? null : <Foreign text={server} />}</Fact>
        <Fact name="Looked at by the login">{known.login === '' ? null : <Foreign text={known.login} />}</Fact>
      </dl>
    </Card>
  );
}

function NodesCard({
  head: known,
  master: { nodes },
}: {
  readonly head: Head;
  readonly master: MasterPart;
}): JSX.Element {
  return (
    <Card title="Nodes of the master" wide={6}>
      {nodes.length === 0 ? <p class="dim">No node is known{known.lookedAt === null ? ' yet' : ''}.</p> : null}
      <ul class="lines">
        {nodes.map(({ machine, mark, word, reason, service, certificate }) => (
          <li key={machine}>
            <b>
              <Foreign text={machine} most={100} />
            </b>{' '}
            <Mark shape={mark} word={word} />
            {reason === null ? null : (
              <p>
                <Sentence text={reason} />
              </p>
            )}
            <p class="sub">
              {service === null ? (
                'Its service is not known.'
              ) : (
                <>
                  Service {service.state} as <Foreign text={service.account} />, version{' '}
                  <Foreign text={service.version} />.
                </>
              )}{' '}
              {certificate === null ? (
                'Its certificate is not known.'
              ) : (
                <>
                  Certificate <Foreign text={certificate.thumbprint} class="mono" />:{' '}
                  <DaysLeft ends={certificate.ends} />, {certificate.word}.
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Null: it is not known. */
function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: JSX.Element | (JSX.Element | string)[] | string | number | null;
}): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children ?? <span class="dim">not known</span>}</dd>
    </div>
  );
}

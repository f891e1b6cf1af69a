import { Fragment, type JSX } from 'preact';
import type { CertificateDetail, ConfigLine, WorkerDetail } from '../../wire/details.js';
import { counted } from '../list.js';
import { Fact } from './card.js';
import { Mark, type Shape } from './mark.js';
import { type Column, Table } from './table.js';
import { Foreign, Nothing, Sentence } from './text.js';
import { Ago, DaysLeft, Moment } from './time.js';
import { LongText } from './unfolding.js';

// What is known of one worker: its row, its machine, its config and its certificate.

function Value({ text, none = 'none' }: { readonly text: string | null; readonly none?: string }): JSX.Element {
  return text === null || text === '' ? <span class="dim">{none}</span> : <LongText text={text} />;
}

/** `sharedName` in words. */
const standings: Readonly<Record<string, string>> = {
  stale: 'stale: its machine has registered again since, under another id',
  leaving: 'leaving: the topology has it as absent',
  ambiguous: 'ambiguous: several rows may be its own',
  cloned: 'cloned: another machine has its id',
  claimedTwice: 'claimed by two workers of the topology',
  sharedName: 'shares its name with another row',
  awaitingRegistration: 'not registered yet',
  unreadable: 'its row holds what cannot be read',
  unmanaged: 'not managed: the topology does not list it',
};

export function RowFacts({ worker }: { readonly worker: WorkerDetail }): JSX.Element {
  const { agentId, enabled, lastOnline, userAccount, displayName, description, tags, standing } = worker.row;
  if (standing === 'awaitingRegistration')
    return <Nothing why="fact">The catalog has no row of it, so it takes no packages.</Nothing>;
  return (
    <dl class="facts">
      <Fact name="Enabled">{enabled === null ? <Unknown /> : enabled ? 'yes' : 'no'}</Fact>
      <Fact name="Last heard of">
        {lastOnline === null ? (
          <span class="dim">never, or not known</span>
        ) : (
          <>
            <Ago at={lastOnline} />, <Moment at={lastOnline} />
          </>
        )}
      </Fact>
      <Fact name="Standing">{standings[standing] ?? <Foreign text={standing} />}</Fact>
      <Fact name="Account">
        <Value text={userAccount} none="not known" />
      </Fact>
      <Fact name="Display name">
        <Value text={displayName} />
      </Fact>
      <Fact name="Description">
        <Value text={description} />
      </Fact>
      <Fact name="Tags">
        <Value text={tags} />
      </Fact>
      <Fact name="Agent id">{agentId === null ? <span class="dim">none</span> : <code>{agentId}</code>}</Fact>
    </dl>
  );
}

function Unknown(): JSX.Element {
  return <Mark shape="unknown" word="not known" />;
}

const reached: Readonly<Record<WorkerDetail['machine']['state'], { readonly shape: Shape; readonly word: string }>> = {
  seen: { shape: 'ok', word: 'looked at' },
  unreached: { shape: 'unknown', word: 'could not be reached' },
  manual: { shape: 'unknown', word: 'not looked at: a person does what is to be done there' },
  none: { shape: 'unknown', word: 'not looked at: the topology gives no access to it' },
};

export function Machine({ machine }: { readonly machine: WorkerDetail['machine'] }): JSX.Element {
  const { state, reason, transport, services } = machine;
  return (
    <>
      <p>
        <Mark {...reached[state]} />{' '}
        {transport === 'none' ? null : (
          <>
            <span class="dim">by</span> <Foreign text={transport} most={60} />
          </>
        )}
      </p>
      {reason === null ? null : (
        <p>
          <Sentence text={reason} />
        </p>
      )}
      {services.length > 0 ? (
        services.map(({ name, state: runs, startMode, account, version }) => (
          <Fragment key={name}>
            <h3>
              Service <Foreign text={name} most={120} />
            </h3>
            <dl class="facts">
              <Fact name="State">
                <Mark shape={/^running$/i.test(runs) ? 'ok' : 'warn'} word={runs} />
              </Fact>
              <Fact name="Starts">
                <Foreign text={startMode} most={40} />
              </Fact>
              <Fact name="Account">
                <Foreign text={account} most={120} />
              </Fact>
              <Fact name="Version">
                <Foreign text={version} most={40} />
              </Fact>
            </dl>
          </Fragment>
        ))
      ) : state === 'seen' ? (
        <Nothing why="fact">No service of a Scale Out Worker is installed there.</Nothing>
      ) : null}
    </>
  );
}

const configColumns: readonly Column<ConfigLine>[] = [
  {
    id: 'key',
    title: 'Key',
    cell: ({ key, differs }) => (
      <>
        <Foreign text={key} most={80} />
        {differs ? (
          <>
            {' '}
            <Mark shape="differs" word="differs" />
          </>
        ) : null}
      </>
    ),
  },
  { id: 'found', title: 'Found', cell: ({ found }) => <Value text={found} none="not there" /> },
  { id: 'wanted', title: 'Wanted', cell: ({ wanted }) => <Value text={wanted} none="not managed" /> },
];

/** What differs first, the rest where somebody asks for it. */
export function Config({
  config,
  reason,
}: {
  readonly config: readonly ConfigLine[] | null;
  readonly reason: string | null;
}): JSX.Element {
  if (config === null)
    return (
      <Nothing why="unknown">
        It was not seen{reason === null ? '.' : ': '}
        {reason === null ? null : <Sentence text={reason} />}
      </Nothing>
    );
  const differing = config.filter(({ differs }) => differs);
  const rest = config.filter(({ differs }) => !differs);
  const table = (label: string, rows: readonly ConfigLine[]) => (
    <div class="wrapped">
      <Table label={label} columns={configColumns} rows={rows} keyOf={({ key }) => key} sortBy={null} />
    </div>
  );
  return (
    <>
      {differing.length === 0 ? (
        <p>
          <Mark shape="ok" word="Nothing differs from what the topology wants." />
        </p>
      ) : (
        table('Configuration that differs', differing)
      )}
      {rest.length === 0 ? null : (
        <details>
          <summary>
            {counted(rest.length, 'key')} that {rest.length === 1 ? 'does' : 'do'} not differ
          </summary>
          {table('Configuration that does not differ', rest)}
        </details>
      )}
    </>
  );
}

export function Certificate({
  certificate,
  trustedBy,
}: {
  readonly certificate: CertificateDetail | null;
  readonly trustedBy: WorkerDetail['trustedBy'];
}): JSX.Element {
  return (
    <>
      {certificate === null ? (
        <Nothing why="unknown">Its certificate could not be seen.</Nothing>
      ) : (
        <dl class="facts">
          <Fact name="State">
            <Mark shape={certificate.mark} word={certificate.word} />
          </Fact>
          <Fact name="Ends">
            <DaysLeft ends={certificate.ends} />, <Moment at={certificate.ends} />
          </Fact>
          <Fact name="Names">
            <Foreign text={certificate.names.join(', ')} />
          </Fact>
          <Fact name="Thumbprint">
            <code class="fingerprint">{certificate.thumbprint}</code>
          </Fact>
        </dl>
      )}
      <h3>Trusted by the nodes of the master</h3>
      {trustedBy.length === 0 ? (
        <Nothing why="unknown">
          {certificate === null
            ? 'Nobody can tell as long as its certificate is not known.'
            : 'No node of the master could be looked at.'}
        </Nothing>
      ) : (
        <ul class="plainlist">
          {trustedBy.map(({ machine, trusted }) => (
            <li key={machine}>
              <Foreign text={machine} most={80} />{' '}
              {trusted === null ? (
                <Mark shape="unknown" word="not known" />
              ) : trusted ? (
                <Mark shape="ok" word="trusts it" />
              ) : (
                <Mark shape="bad" word="does not trust it" />
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

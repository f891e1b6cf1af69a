import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WorkerDetail } from '../../wire/details.js';
import type { EditAnswer, EditRequest } from '../../wire/session.js';
import { address, pathTo } from '../address.js';
import { Refusal } from '../parts/actions.js';
import { Card } from '../parts/card.js';
import { Loaded } from '../parts/document.js';
import { CheckField, ChoiceField, SettingsFields, TextField } from '../parts/edit-fields.js';
import { Proposal } from '../parts/edit-proposal.js';
import { addRequest, type EditedWorker, nothingSaid, setRequest } from '../parts/edit-request.js';
import { Banner } from '../parts/headline.js';
import { Foreign } from '../parts/text.js';
import { edit, type Failure, failureOf, useDetail } from '../requests.js';
import { head, session, workers } from '../store.js';

/** Makes a patch of the topology's file. Nothing is written: neither the file nor the farm. */
export function EditView(): JSX.Element {
  const { query, part } = address.value;
  const kind = query.edit;
  if (session.value?.edits !== true)
    return (
      <Banner
        shape="off"
        title="This page makes no patches"
        why="Edit the topology's file itself, or use scaleout add, set and remove where the file is."
      />
    );
  if (kind === 'add') return <AddWorker key={query.machine ?? ''} machine={query.machine ?? ''} />;
  if ((kind === 'set' || kind === 'remove') && part !== undefined)
    return <OfWorker key={part} part={part} kind={kind} />;
  return (
    <Banner shape="unknown" title="There is no such form">
      <p>
        <a href={pathTo(head.value?.name ?? '', 'workers')}>Workers</a>
      </p>
    </Banner>
  );
}

function OfWorker({ part, kind }: { readonly part: string; readonly kind: 'set' | 'remove' }): JSX.Element {
  const asked = useDetail<WorkerDetail>(`workers/${encodeURIComponent(part)}`, 'look');
  const name = asked.document?.name ?? part;
  return (
    <div class="stack">
      <p>
        <a href={pathTo(head.value?.name ?? '', 'workers', part)}>
          Worker <Foreign text={name} most={100} />
        </a>
      </p>
      <h1>
        {kind === 'set' ? 'Edit ' : 'Take out '}
        <Foreign text={name} most={100} />
      </h1>
      <Note />
      <Loaded
        asked={asked}
        what="This worker"
        gone={() => <Banner shape="unknown" title="There is no such worker, or none any more" />}
      >
        {(worker) =>
          worker.wanted === null || worker.target === null ? (
            <Banner
              shape="off"
              title="The topology does not list this worker"
              why="There is nothing of it in the file that could be edited. It can be added."
            >
              <p>
                <a href={pathTo(head.value?.name ?? '', 'workers', undefined, { edit: 'add', machine: worker.name })}>
                  Add it
                </a>
              </p>
            </Banner>
          ) : kind === 'set' ? (
            // The form keeps what the file said when it was opened: what is typed is not overwritten by the next look.
            <SetWorker target={worker.target} wanted={worker.wanted} />
          ) : (
            <RemoveWorker target={worker.target} />
          )
        }
      </Loaded>
    </div>
  );
}

function Note(): JSX.Element {
  return (
    <p>
      This makes a patch of the topology's file and the command that does the same.{' '}
      <strong>Nothing is written here</strong>, neither the file nor the farm: whoever commits the file decides.
    </p>
  );
}

function SetWorker({
  target,
  wanted,
}: {
  readonly target: string;
  readonly wanted: NonNullable<WorkerDetail['wanted']>;
}): JSX.Element {
  const before = useSignal(wanted).value;
  const after = useSignal<EditedWorker>(wanted);
  return (
    <EditForm request={() => setRequest(target, before, after.value)} button="Make the patch">
      <WorkerFields after={after} />
    </EditForm>
  );
}

function AddWorker({ machine }: { readonly machine: string }): JSX.Element {
  const name = useSignal(machine);
  const like = useSignal('');
  const wasSent = useSignal(false);
  const after = useSignal<EditedWorker>(nothingSaid);
  const listed = [...workers.value.values()].filter((row) => row.listed);
  return (
    <div class="stack">
      <p>
        <a href={pathTo(head.value?.name ?? '', 'workers')}>Workers</a>
      </p>
      <h1>Add a worker</h1>
      <Note />
      <EditForm
        request={() => {
          wasSent.value = true;
          if (name.value.trim() !== '') return addRequest(name.value, like.value, after.value);
          requestAnimationFrame(() => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus());
          return 'wrong';
        }}
        button="Make the patch"
      >
        <TextField
          label="Machine (required)"
          value={name}
          hint="As Windows names it, such as ETL05."
          wrong={wasSent.value && name.value.trim() === '' ? 'Say which machine, such as ETL05.' : undefined}
        />
        <ChoiceField
          label="Like"
          value={like}
          choices={[['', 'no other worker'], ...listed.map(({ name }) => [name, name] as const)]}
          hint="Its access, settings, tags, description and state are taken, where nothing else is said below."
        />
        <WorkerFields after={after} />
      </EditForm>
    </div>
  );
}

function WorkerFields({ after }: { readonly after: { value: EditedWorker } }): JSX.Element {
  const said = after.value;
  const take = (part: Partial<EditedWorker>) => {
    after.value = { ...after.value, ...part };
  };
  return (
    <>
      <ChoiceField
        label="Enabled"
        value={{ value: said.enabled === null ? '' : String(said.enabled) }}
        onChange={(value) => take({ enabled: value === '' ? null : value === 'true' })}
        choices={[
          ['true', 'yes: it takes packages'],
          ['false', 'no'],
          ['', 'not managed: it stays as it is'],
        ]}
      />
      {(
        [
          ['displayName', 'Display name'],
          ['description', 'Description'],
          ['tags', 'Tags'],
        ] as const
      ).map(([key, label]) => (
        <CheckField key={key} label={label} value={said[key]} onChange={(value) => take({ [key]: value })} />
      ))}
      <SettingsFields settings={said.settings} onChange={(settings) => take({ settings })} />
    </>
  );
}

function RemoveWorker({ target }: { readonly target: string }): JSX.Element {
  const how = useSignal('absent');
  return (
    <EditForm
      request={() => ({ kind: 'remove', worker: target, absent: how.value === 'absent' })}
      button="Make the patch"
    >
      <fieldset>
        <legend>How</legend>
        {(
          [
            [
              'absent',
              'It leaves the farm for good: the next apply empties and disables it, stops its service and removes its row.',
            ],
            [
              'entry',
              'Its entry alone is taken out: what the next apply makes of that, policy.prune of the topology says.',
            ],
          ] as const
        ).map(([value, text]) => (
          <label key={value} class="radio">
            <input
              type="radio"
              name="how"
              value={value}
              checked={how.value === value}
              onChange={() => {
                how.value = value;
              }}
            />{' '}
            {text}
          </label>
        ))}
      </fieldset>
    </EditForm>
  );
}

type Made =
  | { readonly state: 'editing' | 'busy' | 'same' }
  | { readonly state: 'refused'; readonly failure: Failure }
  | { readonly state: 'made'; readonly answer: EditAnswer };

function EditForm({
  request,
  button,
  children,
}: {
  /** Undefined: nothing is another. `wrong`: a field is, and says so itself. */
  readonly request: () => EditRequest | undefined | 'wrong';
  readonly button: string;
  readonly children: JSX.Element | readonly JSX.Element[];
}): JSX.Element {
  const made = useSignal<Made>({ state: 'editing' });
  const send = async (event: Event) => {
    event.preventDefault();
    if (made.value.state === 'busy') return;
    const asked = request();
    if (asked === undefined || asked === 'wrong') {
      made.value = { state: asked === undefined ? 'same' : 'editing' };
      return;
    }
    made.value = { state: 'busy' };
    made.value = await edit(asked).then(
      (answer): Made => ({ state: 'made', answer }),
      (error: unknown): Made => ({ state: 'refused', failure: failureOf(error) }),
    );
  };
  const { value } = made;
  return (
    <>
      <Card title="What the file should say" wide={12}>
        <form onSubmit={send} noValidate class="edit">
          {children}
          <div role="alert">
            {value.state === 'refused' ? <Refusal failure={value.failure} /> : null}
            {value.state === 'same' ? <p>The file says all of this already: there is nothing to patch.</p> : null}
          </div>
          <p class="buttons">
            <button type="submit" class="primary" aria-disabled={value.state === 'busy'}>
              {value.state === 'busy' ? 'Working…' : button}
            </button>
          </p>
        </form>
      </Card>
      {value.state === 'made' ? <Proposal answer={value.answer} /> : null}
    </>
  );
}

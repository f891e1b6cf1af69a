import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

// Fields of the form that edits the topology's file. What the file does not say is not managed: another thing than an empty text.

interface Holder {
  value: string;
}

export function TextField({
  label,
  value,
  hint,
  wrong,
}: {
  readonly label: string;
  readonly value: Holder;
  readonly hint: string;
  /** What is wrong with it, in place of the hint. */
  readonly wrong?: string | undefined;
}): JSX.Element {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        spellcheck={false}
        maxLength={256}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
        aria-invalid={wrong !== undefined}
        aria-describedby={`${id}-hint`}
      />
      <span id={`${id}-hint`} class={wrong === undefined ? 'dim' : 'bad'}>
        {wrong ?? hint}
      </span>
    </p>
  );
}

export function ChoiceField({
  label,
  value,
  choices,
  hint,
  onChange,
}: {
  readonly label: string;
  readonly value: Holder;
  readonly choices: readonly (readonly [value: string, text: string])[];
  readonly hint?: string;
  /** Absent: `value` takes it. */
  readonly onChange?: (value: string) => void;
}): JSX.Element {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value.value}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          if (onChange === undefined) value.value = chosen;
          else onChange(chosen);
        }}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      >
        {choices.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
      {hint === undefined ? null : (
        <span id={`${id}-hint`} class="dim">
          {hint}
        </span>
      )}
    </p>
  );
}

/** A text that the file says or does not say. */
export function CheckField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}): JSX.Element {
  const id = useId();
  const kept = useSignal(value ?? '');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        disabled={value === null}
        value={value ?? ''}
        onInput={(event) => {
          kept.value = event.currentTarget.value;
          onChange(event.currentTarget.value);
        }}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={value !== null}
          onChange={(event) => onChange(event.currentTarget.checked ? kept.value : null)}
        />{' '}
        The file says it<span class="hidden">: {label}</span>
      </label>
    </div>
  );
}

/** Keys of WorkerSettings.config that a topology may manage: offered while one is typed. */
const settingKeys = [
  'MaxTaskCount',
  'AgentHeartbeatInterval',
  'TaskHeartbeatInterval',
  'HeartbeatErrorTolerance',
  'TaskRequestMaxCPU',
  'TaskRequestMinMemory',
  'LeaseInterval',
  'TasksRootFolder',
  'TaskLogLevel',
  'TaskLogSegment',
  'TaskLogEnabled',
  'ExecutionLogCacheFolder',
  'ExecutionLogMaxBufferLogCount',
  'ExecutionLogMaxInMemoryBufferCount',
  'ExecutionLogRetryCount',
  'ExecutionLogRetryTimeout',
] as const;

export function SettingsFields({
  settings,
  onChange,
}: {
  readonly settings: Readonly<Record<string, string>>;
  readonly onChange: (settings: Readonly<Record<string, string>>) => void;
}): JSX.Element {
  const id = useId();
  const added = useSignal('');
  const free = settingKeys.filter((key) => !(key in settings));
  return (
    <fieldset>
      <legend>Settings of its WorkerSettings.config</legend>
      {Object.keys(settings).length === 0 ? <p class="dim">The file manages none of this worker.</p> : null}
      {Object.entries(settings).map(([key, value]) => (
        <div class="field" key={key}>
          <label for={`${id}-${key}`}>{key}</label>
          <input
            id={`${id}-${key}`}
            class="mono"
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={value}
            onInput={(event) => onChange({ ...settings, [key]: event.currentTarget.value })}
          />
          <button
            type="button"
            class="plain"
            onClick={() => onChange(Object.fromEntries(Object.entries(settings).filter(([other]) => other !== key)))}
          >
            Do not manage<span class="hidden"> {key}</span>
          </button>
        </div>
      ))}
      {free.length === 0 ? null : (
        <p class="field">
          <label for={`${id}-add`}>Manage one more</label>
          <select
            id={`${id}-add`}
            value={added}
            onChange={(event) => {
              added.value = event.currentTarget.value;
            }}
          >
            <option value="">choose a key</option>
            {free.map((key) => (
              <option key={key} value={key}>
                {key}
              </option>
            ))}
          </select>
          <button
            type="button"
            onClick={() => {
              if (added.value === '') return;
              onChange({ ...settings, [added.value]: '' });
              added.value = '';
            }}
          >
            Add the key
          </button>
        </p>
      )}
    </fieldset>
  );
}

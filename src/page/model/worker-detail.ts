import type { Certificate } from '../../domain/machines.js';
import { agentIdKey, certificateKeys, endpointKey, workerSettingKeys } from '../../facts/configs.js';
import { chooseActions, chooseApplies } from '../../history/choose-applies.js';
import { workerId } from '../../reconciler/kinds/kind.js';
import type { Reachability } from '../../reconciler/view/machine.js';
import { sameTarget } from '../../reconciler/view/suspensions.js';
import type { WorkerView } from '../../reconciler/view/worker.js';
import { trustOf } from '../../status/certificate-status.js';
import { commandLine, type GivenWords, sameWords } from '../../text/given-words.js';
import { shellWord } from '../../text/printable.js';
import { isSecretValue } from '../../text/secret-text.js';
import type { ConfigLine, FindingDetail, HeartbeatSample, WantedWorker, WorkerDetail } from '../wire/details.js';
import { certificateDetail } from './certificates.js';
import type { ShownWork } from './executions.js';
import { applyLine, type HistoryEntry } from './history.js';
import type { Look } from './look.js';
import { applyTarget, groupsOf } from './plan-detail.js';
import { masked, shownTexts } from './shown-text.js';
import { nameOf, type ShownWorker } from './workers.js';

export interface WorkerParts {
  readonly look: Look;
  readonly work: ShownWork;
  readonly findings: readonly FindingDetail[];
  /** The newest first. */
  readonly entries: readonly HistoryEntry[];
  readonly heartbeats: readonly HeartbeatSample[];
  readonly version: string;
}

/** The worker that is meant by a key, or by the name of its machine; undefined: none is. */
export function workerOf(workers: readonly ShownWorker[], key: string): ShownWorker | undefined {
  const target = workerId(key);
  return (
    workers.find(({ row }) => row.key === key) ??
    workers.find(({ status }) => status.standing !== 'stale' && sameTarget(status.target, target))
  );
}

/** Executions of one worker, and applies that were to change it, that a page is sent. */
const most = { executions: 100, applies: 20 } as const;

/** Everything that is known of one worker. */
export function workerDetail(worker: ShownWorker, parts: WorkerParts): WorkerDetail {
  const { look, work, findings, entries, heartbeats, version } = parts;
  const { row, status, fare, view, changes } = worker;
  const target = status.target ?? null;
  const own = work.executions.filter((one) => one.worker !== null && one.worker === status.workerAgentId);
  const shown = shownTexts({
    name: nameOf(status.machine, status.workerAgentId),
    target,
    mark: fare.mark,
    word: fare.word,
    reason: fare.reason,
    since: fare.since,
    row: {
      agentId: status.workerAgentId,
      enabled: status.enabled,
      lastOnline: status.lastOnline,
      userAccount: status.userAccount,
      displayName: status.displayName,
      description: status.description,
      tags: status.tags,
      standing: status.standing,
    },
    running: row.running,
    slots: row.slots,
    machine: machineOf(view),
    ...configOf(worker),
    ...certificateOf(view, look),
    heartbeats,
    changes: groupsOf(changes, look.heldBy),
    executions: own.slice(0, most.executions).map(({ line }) => line),
    executionsUnseen: work.unseen,
    applies: target === null ? [] : appliesOf(entries, target),
    commands: target === null || view === undefined ? [] : commandsOf(worker, target, look.given),
  });
  // They are shown already; what a form begins with, and what is asked for by, stays as it is.
  return {
    version,
    key: row.key,
    ...shown,
    findings: target === null ? [] : findingsOf(findings, target),
    wanted: view === undefined ? null : wantedOf(view),
  };
}

function findingsOf(findings: readonly FindingDetail[], target: string): readonly FindingDetail[] {
  return findings.flatMap((finding) =>
    sameTarget(finding.target, target) ? [finding] : findingsOf(finding.consequences, target),
  );
}

function appliesOf(entries: readonly HistoryEntry[], target: string): WorkerDetail['applies'] {
  const applies = entries.flatMap((entry) => ('action' in entry ? [] : [entry]));
  const actions = entries.flatMap((entry) => ('action' in entry ? [entry] : []));
  const chosen = new Set<HistoryEntry>([
    ...chooseApplies(applies, { target }).applies,
    ...chooseActions(actions, { target }),
  ]);
  return entries
    .filter((entry) => chosen.has(entry))
    .slice(0, most.applies)
    .map(applyLine);
}

function machineOf(view: WorkerView | undefined): WorkerDetail['machine'] {
  if (view === undefined) {
    const reason = 'The topology does not list it, so that its machine is not looked at.';
    return { state: 'none', reason, transport: 'none', services: [] };
  }
  const { reachability, worker } = view;
  const { transport } = worker.access;
  if (reachability.state !== 'seen') {
    return { state: reachability.state, reason: unseenMachine(reachability), transport, services: [] };
  }
  const services = reachability.machine.installations.map(({ version, service }) => ({
    name: service.name,
    version,
    state: service.state,
    startMode: service.startMode,
    account: service.account,
  }));
  return { state: 'seen', reason: null, transport, services };
}

function unseenMachine(reachability: Exclude<Reachability, { readonly state: 'seen' }>): string {
  switch (reachability.state) {
    case 'unreached':
      return `It could not be looked at: ${reachability.reason}`;
    case 'manual':
      return 'A person works on it (transport: manual): it is not looked at.';
    case 'none':
      return 'It is not managed (transport: none): it is not looked at.';
  }
}

/** Keys that other parts of the topology say, and those that can be set. */
const known: readonly string[] = [
  endpointKey.value,
  certificateKeys.value.masterOfWorker,
  certificateKeys.value.worker,
  agentIdKey.value,
  ...workerSettingKeys.value,
];

function configOf({ view, changes }: ShownWorker): Pick<WorkerDetail, 'config' | 'configReason'> {
  if (view === undefined) return { config: null, configReason: machineOf(view).reason };
  const { installation, reachability, worker } = view;
  if (reachability.state !== 'seen') return { config: null, configReason: unseenMachine(reachability) };
  if (installation === undefined) return { config: null, configReason: 'The machine has no Scale Out Worker.' };
  const { config } = installation;
  if (config.state === 'unread') return { config: null, configReason: config.problem };
  const settings = worker.settings ?? {};
  // What a plan would write stands there with the key, also where another part of the topology says it.
  const planned = new Map(
    changes
      .flatMap(({ fields }) => fields)
      .flatMap(({ path, after }) =>
        path.startsWith(configPrefix) ? [[path.slice(configPrefix.length), after] as const] : [],
      ),
  );
  const keys = [...new Set([...planned.keys(), ...Object.keys(settings), ...known])];
  const lines = keys.map((key): ConfigLine => {
    const found = config.text(key) ?? null;
    const wanted = planned.get(key) ?? settings[key] ?? null;
    return {
      key,
      found: masked(key, found),
      wanted: masked(key, wanted === null ? null : String(wanted)),
      differs: planned.has(key),
    };
  });
  return { config: lines.filter(({ found, wanted }) => found !== null || wanted !== null), configReason: null };
}

const configPrefix = 'WorkerSettings.';

function certificateOf(view: WorkerView | undefined, look: Look): Pick<WorkerDetail, 'certificate' | 'trustedBy'> {
  const used = view && certificateIn(view);
  if (used === undefined) return { certificate: null, trustedBy: [] };
  const trustedBy = look.fleet.master.nodes.map(({ name, reachability }) => {
    const machine = reachability.state === 'seen' ? reachability.machine : undefined;
    const trust = trustOf(machine, used.thumbprint);
    return { machine: name, trusted: trust === 'unknown' ? null : trust === 'yes' };
  });
  return { certificate: certificateDetail(used, look), trustedBy };
}

/** Of a machine that was not looked at the file that the topology names. */
function certificateIn({ worker, installation, reachability }: WorkerView): Certificate | undefined {
  if (installation !== undefined || reachability.state === 'seen') return installation?.certificate;
  const { certificate } = worker;
  return certificate !== undefined && 'file' in certificate ? certificate.certificate : undefined;
}

function commandsOf({ changes, fare, view }: ShownWorker, target: string, given: GivenWords): WorkerDetail['commands'] {
  const word = shellWord(target, given.platform);
  const name = shellWord(target.slice('worker/'.length), given.platform);
  const line = (verb: string) => commandLine(`${verb} ${word}`, given);
  const suspended = fare.word === 'suspended';
  const isMaintained = view?.maintenance !== undefined;
  return [
    ...(changes.length === 0 ? [] : [{ does: 'makes it as the file says', command: applyTarget(target, given) }]),
    { does: 'shows how it is', command: `${commandLine('status', given)} -o wide --target ${word}` },
    { does: 'shows what was done to it', command: `${commandLine('history', given)} --target ${word}` },
    isMaintained
      ? { does: 'ends its maintenance and brings it back', command: line('undrain') }
      : { does: 'takes it out of service when it is idle', command: `${line('drain')} --reason "say why" --for 4h` },
    suspended
      ? { does: 'ends its suspension', command: line('resume') }
      : {
          does: 'has its changes left alone',
          command: `${line('suspend')} --reason "say why" --for 2h`,
        },
    ...(view?.reachability.state === 'manual'
      ? [
          {
            does: 'prints what an administrator runs there',
            command: ['scaleout script', name, ...sameWords('script', given)].join(' '),
          },
        ]
      : []),
  ];
}

/** As the topology has it, whatever it holds: an edit begins with it. */
function wantedOf({ worker }: WorkerView): WantedWorker {
  const { enabled, description, displayName, tags, settings = {} } = worker;
  return {
    enabled: enabled ?? null,
    description: description ?? null,
    displayName: displayName ?? null,
    tags: tags ?? null,
    // A form that began with other words than the file has would write them.
    settings: Object.fromEntries(
      Object.entries(settings).flatMap(([key, value]) => (isSecretValue(key, value) ? [] : [[key, String(value)]])),
    ),
  };
}

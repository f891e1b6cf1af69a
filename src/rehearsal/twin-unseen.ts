import type { FleetWork } from '../domain/fleet-work.js';
import { sameMachine } from '../domain/machine-name.js';
import type { Installation, MachineObservation, StoredCertificate } from '../domain/machines.js';
import { type Diagnostic, diagnostic } from '../errors/errors.js';
import { accessOf, isReached, type Observation, troubleText } from '../reconciler/view/machine.js';
import { counted, firstOf, listed } from '../text/words.js';
import { entriesOf, type Topology } from '../topology/topology.js';

/** Names of one sort that are told; the rest is counted. */
const most = 5;

interface Described {
  readonly topology: Topology;
  readonly observation: Observation;
  readonly work: FleetWork;
  readonly shown: readonly { readonly machine: MachineObservation; readonly installations: readonly Installation[] }[];
  /** Executions on workers that have no row. */
  readonly strays: readonly string[];
}

/** What a twin cannot know of the live world, or cannot show. */
export function unseenByTwin(given: Described): readonly Diagnostic[] {
  return [
    ...ofMachines(given),
    ...given.shown.flatMap(({ machine }) => ofParts(machine)),
    ...ofWork(given),
    ...notShown(given),
  ];
}

function ofMachines({ topology, observation }: Described): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const note = (detail: string) => found.push(diagnostic('rehearsal.machine-unseen', detail, { severity: 'note' }));
  for (const machine of observation.machines) {
    const [name, seen] = machine;
    if (seen.known) continue;
    note(
      `${name} could not be looked at (${clause(seen.reason)}). It cannot be reached in the twin either, and its worker is heard of there as its row says.`,
    );
  }
  const host = observation.catalog.master.machineName;
  const nodes = topology.master?.machines ?? [];
  const isLooked = [...nodes, ...observation.machines.keys()].some((one) => host !== null && sameMachine(one, host));
  if (host !== null && host !== '' && !isLooked) {
    note(
      `${host} hosts the master by the catalog, and the topology does not list it: nobody looked at it. In the twin the master there is heard of as the catalog says.`,
    );
  }
  const all = [...nodes, ...entriesOf(topology).map(({ machine }) => machine)];
  const apart = [...new Set(all.filter((machine) => !isReached(accessOf(topology, machine))))];
  if (apart.length > 0) {
    note(
      `${firstOf(apart, most)} ${apart.length === 1 ? 'is' : 'are'} looked at by nobody (transport manual or none). In the twin a worker there is heard of as its row says, and nothing that a person does there changes it.`,
    );
  }
  return found;
}

/** Parts that could not be read. */
function ofParts(machine: MachineObservation): readonly Diagnostic[] {
  const { root, my, bindings, firewall, installations } = machine;
  const parts: string[] = [];
  const tell = (name: string, part: { readonly known: boolean; readonly reason?: string }) => {
    if (!part.known) parts.push(`${name} (${clause(part.reason ?? 'nobody knows why')})`);
  };
  tell('the store Root', root);
  tell('the store My', my);
  tell('the bindings of http.sys', bindings);
  tell('the firewall', firewall);
  for (const { service, config } of installations) tell(`the config of ${service.name}`, config);
  for (const { keyReaders, thumbprint } of keysOf(machine)) {
    if (keyReaders !== null) tell(`who may use the private key of ${thumbprint}`, keyReaders);
  }
  if (parts.length === 0) return [];
  const detail = `On ${machine.machine} ${firstOf(parts, most)} could not be read. The twin does not show it either, and takes it for right where the worker or the master is heard of.`;
  return [diagnostic('rehearsal.part-unseen', detail, { severity: 'note' })];
}

function keysOf({ root, my }: MachineObservation): readonly StoredCertificate[] {
  return [root, my].flatMap((store) => (store.known ? store.value.certificates : []));
}

function ofWork({ work: { executions, durations } }: Described): readonly Diagnostic[] {
  if (!executions.known) {
    const detail = `Which packages run is unknown (${clause(executions.reason)}), so none runs in the twin: every drain there is over at once.`;
    return [diagnostic('rehearsal.work-unseen', detail, { severity: 'warning' })];
  }
  const found: Diagnostic[] = [];
  if (!durations.known && executions.value.length > 0) {
    const detail = `How long packages ran before is unknown (${clause(durations.reason)}), so what is assumed stands for each of them.`;
    found.push(diagnostic('rehearsal.work-unseen', detail, { severity: 'warning' }));
  }
  const waiting = executions.value.filter(({ status, heldBy }) => status === 'pending' && !heldBy);
  const pending = waiting.length;
  if (pending > 0) {
    const pulled = waiting.some(({ heldBy }) => heldBy === undefined)
      ? ' One that a worker has just pulled may be among them: a drain of that worker waits for it.'
      : '';
    const detail = `${counted(pending, 'execution')} ${pending === 1 ? 'waits' : 'wait'} for a worker. In the twin any worker that is enabled takes ${pending === 1 ? 'it' : 'them'}, since a rehearsal does not read which ones may.${pulled}`;
    found.push(diagnostic('rehearsal.placement-unseen', detail, { severity: 'note' }));
  }
  return found;
}

function notShown({ observation, shown, strays }: Described): readonly Diagnostic[] {
  const { unreadable = [] } = observation.catalog;
  const found: string[] = [];
  for (const { machine, installations } of shown) {
    const names = installations.map(({ service }) => service.name);
    const others = machine.installations.filter(({ service }) => !names.includes(service.name));
    if (others.length > 0) {
      const which = listed(others.map(({ service }) => service.name));
      found.push(`${machine.machine} has ${which} too. The twin has one service of each role on a machine.`);
    }
    for (const { service } of installations) {
      if (service.state !== 'other') continue;
      found.push(
        `${service.name} on ${machine.machine} is neither running nor stopped. The twin has it as it is seen, and does not know what becomes of it.`,
      );
    }
  }
  if (unreadable.length > 0) {
    found.push(
      `Of ${counted(unreadable.length, 'row')} of workers something cannot be read. The twin shows such a row, with a time that is none.`,
    );
  }
  if (strays.length > 0) {
    found.push(
      `${strays.length === 1 ? 'Execution' : 'Executions'} ${firstOf(strays, most)} ${strays.length === 1 ? 'names' : 'name'} a worker that has no row. In the twin nobody runs ${strays.length === 1 ? 'it' : 'them'}.`,
    );
  }
  return found.map((detail) => diagnostic('rehearsal.not-shown', detail, { severity: 'note' }));
}

/** What the sandbox found: a worker, or a node of the master, that is heard of otherwise than by its rules. */
export interface Unexplained {
  readonly machine: string;
  readonly role: 'master' | 'worker';
  readonly heard: boolean;
  /** What its rules would have the log say; null: nothing stands in its way. */
  readonly trouble: string | null;
  /** What the twin takes for granted because of it, for as long as it is there; null: nothing but that it is so. */
  readonly granted: 'firewall' | 'handshake' | null;
}

/** Says of each that the live world shows what the twin's rules do not explain. */
export function unexplainedByTwin(found: readonly Unexplained[]): readonly Diagnostic[] {
  return found.map((one) => diagnostic('rehearsal.unexplained', unexplainedText(one), { severity: 'warning' }));
}

const unheld = {
  firewall: 'no rule of ours in its firewall lets the port of the master in. The twin takes the port for open',
  handshake:
    'its Windows speaks TLS 1.3, and the binding does not ask for certificates in the handshake. The twin takes it that they are seen all the same',
} as const;

function unexplainedText({ machine, role, heard, trouble, granted }: Unexplained): string {
  if (granted !== null) return `Workers are heard of through ${machine}, although ${unheld[granted]}.`;
  const who = `The ${role} on ${machine}`;
  const until =
    'The twin has it so until its service is started anew or what it meets is changed; then its rules decide.';
  if (!heard) {
    return `${who} is not heard of, although nothing that was seen stands in its way. ${until}`;
  }
  return `${who} is heard of, although by what was seen ${causeOf(trouble)}. ${until}`;
}

function causeOf(trouble: string | null): string {
  switch (trouble) {
    case 'noEndpoint':
    case 'trust':
    case 'secureChannel':
    case 'anonymous':
    case 'httpRequest':
    case 'security':
    case 'communication':
      return troubleText(trouble).cause;
    default:
      return 'it does not run';
  }
}

/** A reason as a clause: without the stop at its end. */
function clause(reason: string): string {
  return reason.replace(/\.\s*$/, '');
}

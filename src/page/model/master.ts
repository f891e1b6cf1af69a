import { sameMachine } from '../../domain/machine-name.js';
import { checkContext } from '../../reconciler/diagnosis/context.js';
import type { NodeHealth } from '../../reconciler/diagnosis/part-health.js';
import type { MasterNode } from '../../reconciler/view/master-certificate.js';
import type { MasterPart, NodeLine } from '../wire/details.js';
import type { HealthState } from '../wire/head.js';
import type { Mark } from '../wire/worker-row.js';
import { certificateDetail } from './certificates.js';
import type { Look } from './look.js';
import { shownTexts } from './shown-text.js';

const marks = { healthy: 'ok', degraded: 'warn', down: 'bad', unknown: 'unknown' } as const satisfies Record<
  HealthState,
  Mark
>;

/** The mark of a state of health. */
export function markOf(state: HealthState): Mark {
  return marks[state];
}

/** Where nothing was seen yet; `why` is a sentence. */
export function unseenMaster(why: string): MasterPart {
  return {
    scaleOut: null,
    executionMode: null,
    address: null,
    port: null,
    thumbprint: null,
    logServer: null,
    lastOnline: null,
    mark: 'unknown',
    text: why,
    nodes: [],
  };
}

/** The catalog and the master, with each machine that can host it. */
export function masterPart(look: Look): MasterPart {
  const { status, health } = look;
  const { master, scaleOut } = status;
  const { state, reason } = health.master;
  const nodes = nodeLines(look);
  const active = nodes.find(({ isActive }) => isActive);
  const where = active === undefined ? 'running' : `running on ${active.machine}`;
  return shownTexts({
    scaleOut: scaleOut.state,
    executionMode: scaleOut.defaultExecutionMode,
    address: master.address,
    port: master.port,
    thumbprint: master.certificateThumbprint,
    logServer: master.logDatabaseServer,
    lastOnline: master.lastOnline,
    mark: markOf(state),
    text: state === 'healthy' ? where : (reason ?? where),
    nodes,
  });
}

function nodeLines(look: Look): readonly NodeLine[] {
  const { fleet, health, topology, observation, status } = look;
  const { nodes } = fleet.master;
  const { machineName } = observation.catalog.master;
  if (nodes.length === 0) return machineName === null ? [] : [unlistedNode(machineName, look)];
  const felt = checkContext(topology, observation).nodes.filter(({ isActive }) => isActive);
  const [only] = felt.length === 1 ? felt : felt.filter(({ node }) => sameMachine(node.name, machineName ?? ''));
  // Who is not heard of runs nowhere, whatever a service says.
  const active = status.master.online === true ? only?.node : undefined;
  return nodes.map((node, at) => nodeLine(node, health.nodes[at], node === active, look));
}

/** Without a list of nodes in the topology the catalog alone tells where it runs. */
function unlistedNode(machine: string, { health, status }: Look): NodeLine {
  const { state, reason = null } = health.master;
  const isActive = status.master.online === true;
  const word = isActive ? 'master runs here' : state === 'unknown' ? 'not known' : 'not heard of';
  return { machine, mark: markOf(state), word, reason, isActive, service: null, certificate: null };
}

function nodeLine(node: MasterNode, health: NodeHealth | undefined, isActive: boolean, look: Look): NodeLine {
  const { name, installation } = node;
  const { state = 'unknown', reason = null, isOutOfSight, isDisabled, isFaulty } = health ?? {};
  const certificate = installation?.certificate;
  const service = installation?.service;
  const shown = certificate === undefined ? null : certificateDetail(certificate, look);
  const [mark, word] = wordOf({ state, isOutOfSight, isDisabled, isFaulty, isActive, certificate: shown });
  return {
    machine: name,
    mark,
    word,
    reason,
    isActive,
    service:
      service === undefined || installation === undefined
        ? null
        : { state: service.state, account: service.account, version: installation.version },
    certificate: shown,
  };
}

function wordOf({
  state,
  isOutOfSight,
  isDisabled,
  isFaulty,
  isActive,
  certificate,
}: {
  readonly state: HealthState;
  readonly isActive: boolean;
  readonly isOutOfSight?: true | undefined;
  readonly isDisabled?: true | undefined;
  readonly isFaulty?: true | undefined;
  readonly certificate: NodeLine['certificate'];
}): readonly [Mark, string] {
  const runs = 'master runs here';
  // Its heartbeats come from there, though nobody goes to the machine.
  if (isOutOfSight === true) return isActive ? ['ok', runs] : ['unknown', 'not looked at'];
  if (state === 'unknown') return ['unknown', isActive ? `${runs}, not looked at` : 'not looked at'];
  if (state === 'down') return ['bad', 'cannot be the master'];
  if (state === 'degraded') {
    const own = certificate?.mark === 'bad' ? `certificate ${certificate.word}` : 'certificate ends soon';
    const why = isDisabled === true ? 'cannot be the master' : isFaulty === true ? 'fault found' : own;
    const isBad = isDisabled === true || isFaulty === true || certificate?.mark === 'bad';
    return [isBad ? 'bad' : 'warn', isActive ? `${runs}, ${why}` : why];
  }
  return isActive ? ['ok', runs] : ['off', 'standby'];
}

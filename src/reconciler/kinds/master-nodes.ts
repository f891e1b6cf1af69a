import { firewallRule, masterMark } from '../../domain/machine-name.js';
import type { MachineService } from '../../domain/machines.js';
import { diagnostic } from '../../errors/errors.js';
import { exclusiveCaTrust, strangerStatus } from '../../facts/certificates.js';
import { certificateKeys, masterPortKey } from '../../facts/configs.js';
import { changeGuards } from '../guards/guards.js';
import { installCertificateStep } from '../steps/by-hand.js';
import { createCertificateStep } from '../steps/create-certificate.js';
import { editConfigStep } from '../steps/edit-config.js';
import type { StepPlace } from '../steps/machine-step.js';
import { openFirewallStep } from '../steps/open-firewall.js';
import { certificateTimes, certificateWarnings } from '../view/certificates.js';
import type { ReadConfig } from '../view/config.js';
import { closedWords, type InstallationView, type MachineView, opensPort } from '../view/machine.js';
import { type MasterCertificate, type MasterNode, masterCertificateOn } from '../view/master-certificate.js';
import { unreadKeys } from '../view/master-start.js';
import { authoritiesIn } from '../view/worker-certificate.js';
import { scaleOutFirst } from './catalog.js';
import {
  addConfigReason,
  ChangeBuilder,
  type DiffContext,
  type Kind,
  type KindResult,
  notAdministrator,
  unseenMachine,
} from './kind.js';
import { compareBinding, type WantedCertificate } from './master-binding.js';
import { masterChangeRemarks } from './master-change-words.js';
import { newOne } from './worker-config.js';
import { compareService, configWritten, mustReadConfig, type WantedService } from './worker-service.js';

/** The id of the change of a node of the master. */
export function masterId(machine: string): string {
  return `master/${machine}`;
}

/** What stands on each machine that can host the master: its config, binding, firewall and service. */
export const masterNodes: Kind = {
  diff(context) {
    return [...context.master.nodes.flatMap((node) => nodeDifference(node, context)), ...masterChangeRemarks(context)];
  },
};

function nodeDifference(node: MasterNode, context: DiffContext): readonly KindResult[] {
  const id = masterId(node.name);
  const { reachability, installation } = node;
  if (reachability.state === 'none' || reachability.state === 'manual') return [];
  if (reachability.state === 'unreached') return [unseenMachine(id, node.name, reachability)];
  const { machine } = reachability;
  const change = new ChangeBuilder(id);
  change.tell(...authoritiesIn(machine, context.topology.name));
  if (installation === undefined) {
    change.addReason({ reason: 'no Scale Out Master is installed on it', reasonCode: 'not-installed' });
    change.tell(diagnostic('plan.not-installed', `${node.name} has no Scale Out Master.`, { severity: 'warning' }));
    return [change.build('unknown')];
  }
  const { config } = installation;
  const place: StepPlace = { target: id, machine: node.name, reachability };
  if (config.state === 'unread') {
    const detail = `${node.name}: ${config.problem}`;
    change.addReason({ reason: 'MasterSettings.config cannot be read', reasonCode: 'config-unreadable' });
    change.tell(diagnostic('machine.config-unreadable', detail, { severity: 'warning' }));
    compareWithoutConfig(change, { place, machine, installation }, context);
    return [change.build('unknown')];
  }
  if (!context.master.certificate.known) {
    change.addReason({ reason: context.master.certificate.reason, reasonCode: 'certificate-missing' });
    const detail = `${node.name}: ${context.master.certificate.reason}.`;
    change.tell(diagnostic('plan.master-certificate-missing', detail, { severity: 'warning' }));
    return [change.build('unknown')];
  }
  const isLeft = compareNode(change, { node, place, machine, installation, config }, context);
  if (!machine.administrator && change.steps.length > 0) change.tell(notAdministrator(node.name));
  if (!change.isEmpty()) return [change.build(isLeft ? 'unknown' : 'update')];
  return change.diagnostics.length === 0 ? [] : [{ remarks: change.diagnostics }];
}

interface SeenNode {
  readonly node: MasterNode;
  readonly place: StepPlace;
  readonly machine: MachineView;
  readonly installation: InstallationView;
  readonly config: ReadConfig;
}

/** What does not need the config: that the firewall lets the endpoint's port through, and that a stopped service starts. */
function compareWithoutConfig(
  change: ChangeBuilder,
  { place, machine, installation: { service } }: Omit<SeenNode, 'node' | 'config'>,
  context: DiffContext,
): void {
  if (context.topology.master?.endpoint !== undefined) compareFirewall(change, machine, place, context.master.port);
  change.tell(...configWritten(place.machine, service));
  // What runs has read its config before it broke: it is not restarted.
  compareMasterService(change, place, service, { needs: [], isRestarted: false }, context);
  if (!machine.administrator && change.steps.length > 0) change.tell(notAdministrator(place.machine));
}

type KnownCertificate = Extract<MasterCertificate, { readonly known: true }>;

/** Returns whether something was left as it is, since what is right cannot be told. */
function compareNode(change: ChangeBuilder, seen: SeenNode, context: DiffContext): boolean {
  const { certificate, port } = context.master;
  if (!certificate.known) return false;
  const { node, place, machine, installation } = seen;
  if (masterCertificateOn(node, certificate.thumbprint) === undefined) {
    leaveToAPerson(change, place, certificate.thumbprint, "the master's certificate");
    return false;
  }
  tellOfCertificate(change, seen, certificate, context);
  prepareNode(change, seen, context);
  if (context.masterChange.held !== undefined) {
    const { move } = context.masterChange;
    const reason =
      move === undefined
        ? 'a change of its certificate was begun and cannot go on'
        : `it stays on port ${move.from}, since workers would be cut off`;
    change.addReason({ reason, reasonCode: 'switch-held' });
    // Our rule lets in one port: the new one would take the place of the one that workers call.
    if (move === undefined) compareFirewall(change, machine, place, port);
    compareMasterService(change, place, installation.service, { needs: [], isRestarted: false }, context);
    return true;
  }
  const createdBy = context.masterChange.isSwitched ? context.masterChange.createdBy : undefined;
  const wantedCertificate = createdBy === undefined ? { thumbprint: certificate.thumbprint } : { createdBy };
  const config = compareConfig(change, seen, wantedCertificate, context);
  const binding = compareBinding(change, machine, place, wantedCertificate, context);
  compareFirewall(change, machine, place, port);
  const isRestarted = mustReadConfig(change, place, installation.service, {
    name: 'the service',
    file: 'MasterSettings.config',
    isChanged: config.length > 0,
    isKnownUnread: unreadKeys(node, context.catalog).length > 0,
  });
  const wanted = { needs: [...config, ...binding], isRestarted };
  return compareMasterService(change, place, installation.service, wanted, context);
}

/** The certificate that is to follow is there with its key: we make it where that is ours to do, and a person brings it elsewhere. */
function prepareNode(change: ChangeBuilder, { node, place, machine }: SeenNode, context: DiffContext): void {
  const { next, createdBy } = context.masterChange;
  if (next === undefined) return;
  const { to } = next;
  if (to.state === 'create') {
    if (createdBy === undefined) return;
    const { certificate } = context.master;
    const replaces = certificate.known ? certificate.thumbprint : null;
    change.addReason({
      reason: "the master's certificate is to be renewed",
      reasonCode: 'certificate-renewal',
      field: { path: 'newCertificate', before: null, after: newOne },
    });
    const { topology } = context;
    const days = topology.policy.certificates.validityDays;
    const wish = { names: to.names, mark: masterMark(topology.name), days, store: 'Root', usage: 'server' } as const;
    change.addStep(createCertificateStep(place, { ...wish, replaces }, createdBy));
    return;
  }
  const thumbprint = to.state === 'present' ? to.stored.thumbprint : to.thumbprint;
  if (machine.root.known && masterCertificateOn(node, thumbprint) === undefined) {
    leaveToAPerson(change, place, thumbprint, "the master's new certificate");
  }
}

/** The master's key never passes through us: a node that lacks it gets it from whoever holds it. */
function leaveToAPerson(change: ChangeBuilder, place: StepPlace, thumbprint: string, which: string): void {
  const { machine } = place;
  change.addReason({
    reason: `${which} is not in its Root with the private key`,
    reasonCode: 'key-missing',
    field: { path: 'certificate', before: null, after: thumbprint },
  });
  change.addStep(installCertificateStep(place, thumbprint));
  change.tell(diagnostic('plan.master-key-missing', `${machine} lacks ${thumbprint}.`, { severity: 'warning' }));
}

function tellOfCertificate(
  change: ChangeBuilder,
  { node, machine }: SeenNode,
  { stored }: KnownCertificate,
  { topology, catalog, master, masterChange }: DiffContext,
): void {
  if (stored === undefined) return;
  // That it ends is told with what is done about it.
  const isTold = masterChange.next !== undefined || master.bring !== undefined;
  const times = certificateTimes(topology, catalog);
  const warnings = certificateWarnings(stored, `The master's certificate on ${node.name}`, times);
  change.tell(...warnings.filter(({ code }) => !isTold || code !== 'plan.certificate-expires'));
  change.tell(...changeGuards.endpointNotCovered(change.id, node.name, stored, topology));
  const { sendTrustedIssuerList, clientAuthTrustMode } = machine.schannel;
  if (!machine.root.known || clientAuthTrustMode === exclusiveCaTrust.value) return;
  const foreign = machine.root.value.certificates.filter((found) => !found.selfSigned);
  if (foreign.length === 0) return;
  const named = foreign.map((found) => `${found.thumbprint} (${found.subject})`).join(', ');
  const { listSent, listNotSent } = strangerStatus.value;
  const status = sendTrustedIssuerList === 1 ? listSent : listNotSent;
  const detail = `${node.name}: ${named}. Workers that are refused for it get ${status}.`;
  change.tell(diagnostic('plan.root-not-self-signed', detail, { severity: 'warning' }));
}

function compareConfig(
  change: ChangeBuilder,
  { place, config }: SeenNode,
  certificate: WantedCertificate,
  { topology, master }: DiffContext,
): readonly string[] {
  const key = certificateKeys.value.master;
  const isThere = 'thumbprint' in certificate;
  const differences = config.differing({
    ...(topology.master?.endpoint === undefined ? {} : { [masterPortKey.value]: master.port }),
    ...(isThere ? { [key]: certificate.thumbprint } : {}),
  });
  const shown = isThere ? differences : [...differences, ...config.differing({ [key]: newOne })];
  if (shown.length === 0) return [];
  addConfigReason(change, 'MasterSettings', shown);
  const made = isThere ? { needs: [] } : { needs: [certificate.createdBy], inputs: { [key]: certificate.createdBy } };
  return [change.addStep(editConfigStep(place, config.file, differences, made))];
}

function compareFirewall(change: ChangeBuilder, { firewall }: MachineView, place: StepPlace, port: number): void {
  if (!firewall.known) {
    const detail = `The firewall of ${place.machine} could not be looked at: ${firewall.reason}`;
    change.tell(diagnostic('plan.part-unseen', detail, { severity: 'warning' }));
    return;
  }
  if (firewall.value.some((rule) => opensPort(rule, port))) return;
  const field = { path: `firewall.${port}`, before: 'closed', after: 'open' };
  change.addReason({
    reason: `the firewall ${closedWords(firewall.value, port)}`,
    reasonCode: 'firewall-closed',
    field,
  });
  change.addStep(openFirewallStep(place, firewallRule, port));
}

/** Returns whether something was left as it is, since what is right cannot be told. */
function compareMasterService(
  change: ChangeBuilder,
  place: StepPlace,
  service: MachineService,
  { needs, isRestarted }: Pick<WantedService, 'needs' | 'isRestarted'>,
  context: DiffContext,
): boolean {
  const wanted = { name: 'the service', isRestarted, needs: [...needs, ...scaleOutFirst(context)] } as const;
  const { steps, isLeft } = compareService(change, place, service, wanted);
  if (service.clustered === true && steps.length > 0) {
    change.tell(diagnostic('plan.clustered-master', `${service.name} on ${place.machine}.`, { severity: 'warning' }));
  }
  return isLeft === true;
}

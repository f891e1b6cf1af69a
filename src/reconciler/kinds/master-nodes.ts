import type { Installation, MachineObservation } from '../../domain/machines.js';
import { firewallRule } from '../../domain/marks.js';
import { diagnostic } from '../../errors/diagnostic.js';
import { exclusiveCaTrust, strangerStatus } from '../../facts/certificates.js';
import { certificateKeys, masterPortKey } from '../../facts/configs.js';
import { changeGuards } from '../guards/guards.js';
import { installCertificateStep } from '../steps/by-hand.js';
import { editConfigStep } from '../steps/edit-config.js';
import type { StepPlace } from '../steps/machine-step.js';
import { openFirewallStep } from '../steps/open-firewall.js';
import { startModeStep } from '../steps/set-start-mode.js';
import { certificateWarnings } from '../view/certificates.js';
import { type MasterNode, type MasterView, masterCertificateOn } from '../view/master.js';
import { opensPort } from '../view/observation.js';
import { authoritiesIn } from '../view/signing-certificate.js';
import { scaleOutFirst } from './catalog.js';
import { type ChangeBuilder, changeBuilder, type DiffContext, type Kind, type KindResult } from './kind.js';
import {
  clusterDoubt,
  clusterUnknown,
  configWritten,
  findConfig,
  notAdministrator,
  unseenMachine,
} from './machine-findings.js';
import { runServiceStep } from './machine-steps.js';
import { compareBinding } from './master-binding.js';

/** The id of the change of a node of the master. */
export function masterId(machine: string): string {
  return `master/${machine}`;
}

/** What stands on each machine that can host the master: its config, binding, firewall and service. */
export const masterNodes: Kind = {
  diff(context) {
    return context.master.nodes.flatMap((node) => nodeDifference(node, context));
  },
};

function nodeDifference(node: MasterNode, context: DiffContext): readonly KindResult[] {
  const id = masterId(node.name);
  const { sight } = node;
  if (sight.state === 'none' || sight.state === 'manual') return [];
  if (sight.state === 'unreached') return [unseenMachine(id, node.name, sight)];
  const change = changeBuilder(id);
  change.tell(...authoritiesIn(sight.machine, context.topology.name));
  const { installation, config } = node;
  if (installation === undefined) {
    change.find({ reason: 'no Scale Out Master is installed on it', reasonCode: 'not-installed' });
    change.tell(diagnostic('plan.not-installed', `${node.name} has no Scale Out Master.`, { severity: 'warning' }));
    return [change.build('unknown')];
  }
  if (config?.file === undefined || config.problem !== undefined) {
    const detail = `${node.name}: ${config?.problem ?? 'MasterSettings.config was not read'}`;
    change.find({ reason: 'MasterSettings.config cannot be read', reasonCode: 'config-unreadable' });
    change.tell(diagnostic('machine.config-unreadable', detail, { severity: 'warning' }));
    compareWithoutConfig(change, node, { machine: sight.machine, installation }, context);
    return [change.build('unknown')];
  }
  if (!context.master.certificate.known) {
    change.find({ reason: context.master.certificate.reason, reasonCode: 'certificate-missing' });
    const detail = `${node.name}: ${context.master.certificate.reason}.`;
    change.tell(diagnostic('plan.master-certificate-missing', detail, { severity: 'warning' }));
    return [change.build('unknown')];
  }
  const { left } = compare(change, { node, machine: sight.machine, installation, file: config.file }, context);
  if (!sight.machine.administrator && change.steps.length > 0) change.tell(notAdministrator(node.name));
  if (!change.isEmpty()) return [change.build(left === true ? 'unknown' : 'update')];
  return change.diagnostics.length === 0 ? [] : [{ remarks: change.diagnostics }];
}

/** What does not need the config: that the firewall lets the endpoint's port through, and that a stopped service starts. */
function compareWithoutConfig(
  change: ChangeBuilder,
  node: MasterNode,
  { machine, installation }: Pick<SeenNode, 'machine' | 'installation'>,
  context: DiffContext,
): void {
  const place: StepPlace = { target: change.id, machine: node.name, sight: node.sight };
  if (context.topology.master?.endpoint !== undefined) {
    compareFirewall(change, { machine, node }, place, context.master.port);
  }
  // What runs has read its config before it broke: it is not restarted.
  const { configUnread: _, ...service } = installation.service;
  compareService(change, place, { ...installation, service }, [], false, context);
  if (!machine.administrator && change.steps.length > 0) change.tell(notAdministrator(node.name));
}

interface SeenNode {
  readonly node: MasterNode;
  readonly machine: MachineObservation;
  readonly installation: Installation;
  readonly file: { readonly path: string; readonly sha256: string };
}

type KnownCertificate = Extract<MasterView['certificate'], { readonly known: true }>;

/** `left`: the service would have to be changed, and it cannot be told whether that is ours to do. */
function compare(change: ChangeBuilder, seen: SeenNode, context: DiffContext): { readonly left?: boolean } {
  const { certificate, port } = context.master;
  if (!certificate.known) return {};
  const { node, installation } = seen;
  const place: StepPlace = { target: change.id, machine: node.name, sight: node.sight };
  if (masterCertificateOn(node, certificate.thumbprint) === undefined) {
    leaveToAPerson(change, place, certificate);
    return {};
  }
  tellOfCertificate(change, seen, certificate, context);
  const config = compareConfig(change, seen, place, certificate, context);
  const binding = compareBinding(change, seen.machine, place, certificate.thumbprint, context);
  compareFirewall(change, seen, place, port);
  return { left: compareService(change, place, installation, [...config, ...binding], config.length > 0, context) };
}

/** The master's key never passes through us: a node that lacks it gets it from whoever holds it. */
function leaveToAPerson(change: ChangeBuilder, place: StepPlace, { thumbprint }: KnownCertificate): void {
  const { machine } = place;
  change.find({
    reason: "the master's certificate is not in its Root with the private key",
    reasonCode: 'key-missing',
    field: { path: 'certificate', before: null, after: thumbprint },
  });
  change.step(installCertificateStep(place, thumbprint));
  change.tell(diagnostic('plan.master-key-missing', `${machine} lacks ${thumbprint}.`, { severity: 'warning' }));
}

function tellOfCertificate(
  change: ChangeBuilder,
  { node, machine }: SeenNode,
  { stored }: KnownCertificate,
  { topology, catalog }: DiffContext,
): void {
  if (stored === undefined) return;
  change.tell(...certificateWarnings(stored, `The master's certificate on ${node.name}`, catalog.observedAt));
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
  { node, file }: SeenNode,
  place: StepPlace,
  { thumbprint }: KnownCertificate,
  { topology, master }: DiffContext,
): readonly string[] {
  const differences =
    node.config?.differing({
      ...(topology.master?.endpoint === undefined ? {} : { [masterPortKey.value]: master.port }),
      [certificateKeys.value.master]: thumbprint,
    }) ?? [];
  if (differences.length === 0) return [];
  findConfig(change, 'MasterSettings', differences);
  return [change.step(editConfigStep(place, file, differences, { needs: [] }))];
}

function compareFirewall(
  change: ChangeBuilder,
  { machine, node }: Pick<SeenNode, 'machine' | 'node'>,
  place: StepPlace,
  port: number,
): void {
  if (!machine.firewall.known) {
    const detail = `The firewall of ${node.name} could not be looked at: ${machine.firewall.reason}`;
    change.tell(diagnostic('plan.part-unseen', detail, { severity: 'warning' }));
    return;
  }
  if (machine.firewall.value.some((rule) => opensPort(rule, port))) return;
  const field = { path: `firewall.${port}`, before: 'closed', after: 'open' };
  change.find({ reason: `the firewall has no rule of ours for port ${port}`, reasonCode: 'firewall-closed', field });
  change.step(openFirewallStep(place, firewallRule, port));
}

function compareService(
  change: ChangeBuilder,
  place: StepPlace,
  { service }: Installation,
  before: readonly string[],
  configChanges: boolean,
  context: DiffContext,
): boolean {
  if (service.configUnread === true) {
    change.find({ reason: 'the service runs with an older MasterSettings.config', reasonCode: 'config-unread' });
  }
  const isOutdated = configChanges || service.configUnread === true;
  if (!isOutdated) change.tell(...configWritten(place.machine, service));
  // A clustered service is the cluster's: it starts it, stops it and decides where it runs.
  const own: StepPlace = service.clustered === false ? place : { ...place, sight: { state: 'manual' } };
  const needs = [...before, ...scaleOutFirst(context)];
  if (service.clustered === null) {
    if (!isOutdated && service.state === 'running' && service.startMode === 'automatic') return false;
    change.find(clusterUnknown);
    change.tell(clusterDoubt(place.machine, service));
    if (isOutdated && service.state === 'running') change.step(runServiceStep(own, service, { needs }));
    return true;
  }
  if (service.clustered) {
    if (isOutdated && service.state === 'running') {
      change.step(runServiceStep(own, service, { needs }));
      change.tell(diagnostic('plan.clustered-master', `${service.name} on ${place.machine}.`, { severity: 'warning' }));
    }
    return false;
  }
  if (service.startMode !== 'automatic') {
    const field = { path: 'service.startMode', before: service.startMode, after: 'automatic' };
    const disabled = service.startMode === 'disabled';
    const reason = disabled ? 'the service is disabled' : 'the service does not start by itself';
    change.find({ reason, reasonCode: disabled ? 'service-disabled' : 'start-mode', field });
    needs.push(change.step(startModeStep(own, service, 'automatic')));
  }
  if (service.state !== 'running') {
    const field = { path: 'service.state', before: service.state, after: 'running' };
    change.find({ reason: 'the service does not run', reasonCode: 'service-stopped', field });
  }
  if (isOutdated || service.state !== 'running') change.step(runServiceStep(own, service, { needs }));
  return false;
}

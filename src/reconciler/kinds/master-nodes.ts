import type { AccountAccess } from '../../domain/catalog.js';
import { firewallRule } from '../../domain/machine-name.js';
import type { MachineService } from '../../domain/machines.js';
import { isMasterOnline } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { exclusiveCaTrust, strangerStatus } from '../../facts/certificates.js';
import { certificateKeys, masterPortKey } from '../../facts/configs.js';
import { masterVirtualAccount } from '../../facts/ssisdb.js';
import { printable } from '../../text/printable.js';
import { masterLoginStatements } from '../diagnosis/tsql.js';
import { changeGuards } from '../guards/guards.js';
import { installCertificateStep } from '../steps/by-hand.js';
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
import { compareBinding } from './master-binding.js';
import { compareService, configWritten, mustReadConfig, type WantedService } from './worker-service.js';

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
    leaveToAPerson(change, place, certificate);
    return false;
  }
  tellOfCertificate(change, seen, certificate, context);
  const config = compareConfig(change, seen, certificate, context);
  const binding = compareBinding(change, machine, place, certificate.thumbprint, context);
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

/** The master's key never passes through us: a node that lacks it gets it from whoever holds it. */
function leaveToAPerson(change: ChangeBuilder, place: StepPlace, { thumbprint }: KnownCertificate): void {
  const { machine } = place;
  change.addReason({
    reason: "the master's certificate is not in its Root with the private key",
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
  { topology, catalog }: DiffContext,
): void {
  if (stored === undefined) return;
  change.tell(
    ...certificateWarnings(stored, `The master's certificate on ${node.name}`, certificateTimes(topology, catalog)),
  );
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
  { thumbprint }: KnownCertificate,
  { topology, master }: DiffContext,
): readonly string[] {
  const differences = config.differing({
    ...(topology.master?.endpoint === undefined ? {} : { [masterPortKey.value]: master.port }),
    [certificateKeys.value.master]: thumbprint,
  });
  if (differences.length === 0) return [];
  addConfigReason(change, 'MasterSettings', differences);
  return [change.addStep(editConfigStep(place, config.file, differences, { needs: [] }))];
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

/**
 * The logins of the accounts that the master's nodes run under: catalog.enable_scaleout makes one for the service's own
 * account alone. They are told with the statements that make them, and never made.
 */
export const masterLogin: Kind = {
  diff(context) {
    const remarks = [...context.accounts].flatMap(([account, found]) =>
      found.known ? missing(account, found.value, context) : unseen(account, found.reason, context),
    );
    return remarks.length === 0 ? [] : [{ remarks }];
  },
};

function missing(account: string, access: AccountAccess, { catalog }: DiffContext): readonly Diagnostic[] {
  if (access.login && access.user && access.admin) return [];
  const heard = isMasterOnline(catalog.master) === true;
  const parts = [
    ...(access.login ? [] : ['a login']),
    ...(access.user ? [] : [`a user in ${catalog.database}`]),
    ...(access.admin ? [] : [`a place in ${masterVirtualAccount.value.role}`]),
  ];
  const why = heard
    ? 'The master is heard of, so it may have them by a Windows group.'
    : 'The master cannot log in without them, and no worker registers.';
  const detail = `The Scale Out Master runs under ${printable(account)}, which lacks ${parts.join(', ')}. ${why}`;
  const remedy = `A sysadmin runs: ${masterLoginStatements(account, access, catalog.database).join(' ')} Then restart the master's service.`;
  return [diagnostic('plan.master-login-missing', detail, { severity: 'warning', remedy })];
}

/** A master that is heard of has logged in; of one that is not, this may be the cause. */
function unseen(account: string, reason: string, { catalog }: DiffContext): readonly Diagnostic[] {
  if (isMasterOnline(catalog.master) === true) return [];
  const detail = `The Scale Out Master runs under ${printable(account)} and is not heard of. Whether that account has a login, a user in ${catalog.database} and a place in ${masterVirtualAccount.value.role} is unknown: ${reason}.`;
  return [diagnostic('plan.master-login-unseen', detail, { severity: 'note' })];
}

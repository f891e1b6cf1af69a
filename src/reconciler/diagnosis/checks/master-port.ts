import { masterPortKey } from '../../../facts/configs.js';
import type { InstallationView, MachineView } from '../../view/machine.js';
import { applyCommand } from '../apply-command.js';
import { type Check, type CheckContext, type Evidence, ok, pages, unknown } from '../check.js';
import { examined } from '../examined-machine.js';
import { atNodes, isAnyHeard, nodeFault, untilFailover } from '../master-node.js';
import { quotedText } from '../powershell.js';

export const masterPort: Check = {
  id: 'master.port',
  title: "Each node listens on the master's port",
  reads:
    'PortNumber of MasterSettings.config, against the port of the endpoint; what listens on that port of the node (Get-NetTCPConnection: process 4 is http.sys)',
  source:
    'Microsoft: SSIS Scale Out Master (PortNumber); Troubleshoot Scale Out. That http.sys listens is inferred from its bindings',
  cause: "PortNumber is not the endpoint's port, nothing listens on it, or another program has it.",
  remedy: 'Correct PortNumber, or free the port; restart the service.',
  page: pages.master,
  door: 'examination',
  withoutCatalog: true,
  run(context) {
    return atNodes(context, ({ checked, target, name, machine, installation }) => {
      const judged = wrongConfig(name, installation, context) ?? wrongListener(name, machine, installation, context);
      if (judged === undefined) return ok(target);
      if (typeof judged === 'string') return unknown(target, judged);
      const isHeard = checked.isActive && isAnyHeard(context);
      const fault = isHeard ? ({ result: 'warning' } as const) : nodeFault([checked], ['cutOff']);
      const cause = `Workers reach the master on the port of their MasterEndpoint alone.${isHeard ? ' Workers are heard of: the service began with an older file, or this has changed a moment ago.' : untilFailover(fault)}`;
      return { target, ...fault, cause, ...judged };
    });
  },
};

interface Judged {
  readonly summary: string;
  readonly evidence: readonly Evidence[];
  readonly remedy: string;
  readonly command?: string;
}

/** Only the topology says which port it should be: without its endpoint the config itself does. */
function wrongConfig(name: string, { config }: InstallationView, context: CheckContext): Judged | undefined {
  const { topology, fleet } = context;
  const { endpoint } = topology.master ?? {};
  const written = config.text(masterPortKey.value);
  if (endpoint === undefined || written === undefined || Number(written) === fleet.master.port) return undefined;
  return {
    summary: `MasterSettings.config on ${name} has port ${written}, the endpoint ${fleet.master.port}`,
    evidence: [
      { read: masterPortKey.value, where: `MasterSettings.config on ${name}`, value: written },
      { read: 'master.endpoint', where: 'the topology', value: endpoint },
    ],
    remedy:
      "Apply the topology: it writes the endpoint's port into the config, binds it, and restarts the service. Where the config is right, correct master.endpoint of the topology first.",
    ...applyCommand(context, `master/${name}`),
  };
}

/** A text says why it cannot be told. */
function wrongListener(
  name: string,
  machine: MachineView,
  { config, service }: InstallationView,
  { fleet }: CheckContext,
): Judged | string | undefined {
  const listeners = examined(machine, 'listeners');
  if (typeof listeners === 'string') return `what listens there: ${listeners}`;
  const written = Number(config.text(masterPortKey.value));
  const port = written > 0 ? written : fleet.master.port;
  const found = listeners.filter((one) => one.port === port);
  const where = `listening ports of ${name}`;
  const other = found.find(({ processId }) => processId !== httpSys);
  if (other !== undefined && !found.some(({ processId }) => processId === httpSys)) {
    const who = other.process ?? `process ${other.processId}`;
    return {
      summary: `Port ${port} of ${name} belongs to ${who}, not to the master`,
      evidence: [{ read: `port ${port}`, where, value: `${who}, id ${other.processId}` }],
      remedy: `Stop ${who} there or give it another port, then restart the service of the master.`,
      command: `Get-Process -Id ${other.processId}`,
    };
  }
  if (found.length > 0 || service.state !== 'running') return undefined;
  const isUnnamed = config.state === 'read' && !(written > 0);
  return {
    summary: `Nothing listens on port ${port} of ${name}, although the master's service runs`,
    evidence: [
      { read: `port ${port}`, where, value: '(nothing)' },
      { read: 'state', where: `service ${service.name} on ${name}`, value: service.state },
      ...(isUnnamed
        ? [
            {
              read: masterPortKey.value,
              where: `MasterSettings.config on ${name}`,
              value: config.text(masterPortKey.value) ?? '(none)',
            },
          ]
        : []),
    ],
    remedy: isUnnamed
      ? `The config names no port: write ${masterPortKey.value} ${port} into it, then restart the service of the master.`
      : 'Restart the service of the master, and look at its log: it could not open its endpoint.',
    command: `Restart-Service ${quotedText(service.name)}`,
  };
}

const httpSys = 4;

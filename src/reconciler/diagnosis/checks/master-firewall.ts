import { firewallRule } from '../../../domain/machine-name.js';
import { opensPort, ruleFor } from '../../view/machine.js';
import { applyCommand } from '../apply-command.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { atNodes, isAnyHeard, nodeFault, untilFailover } from '../master-node.js';

export const masterFirewall: Check = {
  id: 'master.firewall',
  title: "The firewall of each node lets the master's port in",
  reads: `the inbound rules of the Windows firewall that begin with ssis-scaleout, as ${firewallRule}: enabled, allowing, TCP, the port of the endpoint`,
  source: 'Microsoft: Troubleshoot Scale Out; walkthrough. Rules of other names are not read',
  cause: 'No rule lets the port in, or the rule is disabled.',
  remedy: 'Open it: scaleout apply does. Restart workers that are still silent.',
  page: pages.walkthrough,
  door: 'observation',
  withoutCatalog: true,
  run(context) {
    const { port } = context.fleet.master;
    const isOpen = isAnyHeard(context);
    return atNodes(context, ({ checked, target, name, machine }) => {
      if (!machine.firewall.known) return unknown(target, `the firewall: ${machine.firewall.reason}`);
      const rules = machine.firewall.value;
      if (rules.some((rule) => opensPort(rule, port))) return ok(target);
      const fault = isOpen && checked.isActive ? ({ result: 'warning' } as const) : nodeFault([checked], ['cutOff']);
      const meant = ruleFor(rules, port);
      const rule = meant ?? rules[0];
      const state =
        rule === undefined
          ? '(no rule)'
          : `enabled ${rule.enabled}, allows ${rule.allows}, ports ${rule.ports.join(', ')}`;
      return {
        target,
        ...fault,
        summary:
          meant !== undefined
            ? `The firewall of ${name} has a rule of scaleout for port ${port}, but it ${meant.enabled ? 'blocks' : 'is disabled'}`
            : `The firewall of ${name} has no rule of scaleout that lets port ${port} in`,
        evidence: [
          { read: 'inbound rule', where: `Windows firewall of ${name}, ${rule?.name ?? firewallRule}`, value: state },
        ],
        cause:
          isOpen && checked.isActive
            ? 'Workers are heard of, so a rule of another name may open it, or it was closed a moment ago.'
            : `Workers reach the master on that port alone: they log "no endpoint listening".${untilFailover(fault)}`,
        remedy: 'Let scaleout open it; then restart the services of workers that are still not heard of.',
        ...applyCommand(context, target),
      };
    });
  },
};

import { type Check, type CheckContext, type CheckedNode, type Outcome, ok, pages, unknown } from '../check.js';
import { nodeFault, untilFailover } from '../master-node.js';
import { badStartMode, stoppedService } from '../service-state.js';
import { isForAnother } from '../startable-node.js';

export const masterService: Check = {
  id: 'master.service',
  title: "The master's service is there and runs",
  reads:
    'services SSISScaleOutMasterNNN of each node of the master: state, start mode, and whether a failover cluster owns it',
  source: 'Microsoft: Troubleshoot Scale Out, walkthrough; Scale Out Master in a failover cluster',
  cause: 'The feature is not installed, or the service is stopped, disabled, or offline in its cluster.',
  remedy:
    'Apply the topology: it starts it and sets it to start automatically; a clustered one is brought online in the cluster.',
  page: pages.troubleshooting,
  door: 'observation',
  withoutCatalog: true,
  run(context) {
    return [...context.nodes.map((checked) => outcomeOf(checked, context)), ...clusterOutcome(context)];
  },
};

function outcomeOf(checked: CheckedNode, context: CheckContext): Outcome {
  const { target, node, seen, unseen } = checked;
  if (seen === undefined) return unseen ?? ok(target);
  const { installation, name } = node;
  const fault = nodeFault([checked], isForAnother(checked, context) ? [] : ['silence', 'cutOff']);
  if (installation === undefined) {
    return {
      target,
      ...fault,
      summary: `${name} has no Scale Out Master`,
      evidence: [{ read: 'services SSISScaleOutMasterNNN', where: name, value: '(none)' }],
      cause: `The feature Integration Services, Scale Out Master is not installed there.${untilFailover(fault)}`,
      remedy:
        'Run the setup of SQL Server on that machine and add the feature, or take the machine out of master.machines.',
    };
  }
  const { service } = installation;
  if (service.clustered === null && service.state !== 'running') {
    return unknown(target, 'its service does not run, and whether a failover cluster owns it cannot be told');
  }
  const wrong = stoppedService(context, target, name, 'master', service);
  if (wrong !== undefined) return { ...wrong, ...fault, cause: `${wrong.cause}${untilFailover(fault)}` };
  return badStartMode(context, target, name, 'master', service) ?? ok(target);
}

/** A cluster runs the master on one of its nodes; where all were seen and it runs on none, nobody does. */
function clusterOutcome({ nodes }: CheckContext): readonly Outcome[] {
  const services = nodes.map(({ node }) => node.installation?.service);
  if (services.length === 0 || !services.every((service) => service?.clustered === true)) return [];
  if (services.some((service) => service?.state === 'running')) return [ok('master')];
  return [
    {
      target: 'master',
      ...nodeFault(nodes, ['silence', 'cutOff']),
      summary: 'The failover cluster runs the master on none of its nodes',
      evidence: nodes.map(({ node }) => ({
        read: 'state',
        where: `service ${node.installation?.service.name} on ${node.name}`,
        value: node.installation?.service.state ?? '(none)',
      })),
      cause: 'The role of the cluster that owns the service is offline, or failed on every node.',
      remedy:
        'Look at the role in Failover Cluster Manager and bring it online there: never start the service by itself.',
      command: 'Get-ClusterGroup',
    },
  ];
}

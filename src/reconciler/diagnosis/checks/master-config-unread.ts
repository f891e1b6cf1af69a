import { unreadKeys } from '../../view/master-start.js';
import { applyCommand } from '../apply-command.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { atNodes, isAnyHeard, nodeFault, untilFailover } from '../master-node.js';

export const masterConfigUnread: Check = {
  id: 'master.config-unread',
  title: 'The master goes by what its config says now',
  reads:
    'when MasterSettings.config was last written, against the start of the service; SSLCertThumbprint and PortNumber there, against SSLCERT_THUMBPRINT and MASTER_SERVICE_PORT of catalog.master_properties',
  source:
    'Published SSISDB: the master writes them when it starts; Microsoft: SSIS Scale Out Master, a change of the config needs a restart',
  cause: "The config was changed, and the master's service was not restarted since.",
  remedy: 'Restart the service: scaleout apply does, after it has bound the port.',
  page: pages.master,
  door: 'observation',
  leadsTo: [{ check: 'master.port', at: 'same' }],
  run(context) {
    return atNodes(context, ({ checked, target, name, installation }) => {
      const { service } = installation;
      if (service.state !== 'running') return unknown(target, 'its service does not run');
      const keys = unreadKeys(checked.node, context.catalog);
      const isHeard = isAnyHeard(context);
      if (keys.length === 0 && service.configUnread !== true) {
        if (service.configWritten !== true || isHeard) return ok(target);
        const why = 'its config was written since its service began, and what that goes by is not known';
        return unknown(target, why);
      }
      const fault = isHeard ? ({ result: 'warning' } as const) : nodeFault([checked], ['cutOff']);
      const later = isHeard ? '' : untilFailover(fault);
      const isOurs = service.clustered === false;
      return {
        target,
        ...fault,
        summary: `The master's service on ${name} runs with an older config`,
        evidence: [
          { read: 'start', where: `service ${service.name} on ${name}`, value: service.startedAt ?? '(not seen)' },
          ...keys.flatMap(({ key, written, property, started }) => [
            { read: key, where: `MasterSettings.config on ${name}`, value: written },
            { read: property, where: 'catalog.master_properties', value: started },
          ]),
          ...(keys.length > 0 ? [] : [{ read: 'MasterSettings.config', where: name, value: 'written after that' }]),
        ],
        cause: `It reads the file when it starts. What was written since does not count yet: the port or the certificate is another than workers are told.${later}`,
        remedy: isOurs
          ? `Apply the topology: it binds the port and restarts ${service.name}. By hand: Restart-Service there, once the port is bound to the certificate.`
          : `Restart the master: take its role offline and online again in Failover Cluster Manager. Never restart ${service.name} by itself.`,
        ...(isOurs ? applyCommand(context, target) : {}),
      };
    });
  },
};

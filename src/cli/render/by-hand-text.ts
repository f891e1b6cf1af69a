import type { Step, Value } from '../../domain/documents.js';
import { printable } from '../../text/printable.js';

/** What a person has to do, a line for each step; empty where there is none. */
export function byHandText(steps: readonly Step[]): string {
  const manual = steps.filter((step) => step.manual === true);
  if (manual.length === 0) return '';
  // One script does what several steps ask for.
  const lines = new Set(manual.map((step) => `  ${byHandLine(step)}`));
  return ['By hand, by an administrator of the machine:', ...lines].join('\n');
}

/** `ETL09: run what "scaleout script ETL09" prints`. */
export function byHandLine(step: Step): string {
  return `${shown(step.arguments.machine)}: ${printable(instruction(step))}`;
}

function instruction({ id, target, operation, arguments: values }: Step): string {
  const print = values.thumbprint === null || values.thumbprint === undefined ? '' : ` ${values.thumbprint}`;
  const service = shown(values.service);
  switch (operation) {
    case 'trustCertificate':
      return `put the certificate${print} into LocalMachine\\Root`;
    case 'grantKey':
      return `let the account of ${service} read the private key of${print}`;
    case 'createCertificate':
      return 'make a client certificate (RSA 2048, SHA-256) in LocalMachine\\My';
    case 'editConfig':
      return `set ${configKeys(values)} in ${shown(values.path)}`;
    case 'setStartMode':
      return `set ${service} to ${shown(values.mode)}`;
    case 'startService':
      return `start ${service}`;
    case 'stopService':
      return `stop ${service}`;
    case 'restartService':
      // We would empty a worker first; a person has to see to that.
      return `restart ${service}${target.startsWith('worker/') ? ', when it runs no package' : ''}`;
    case 'bindPort':
      return `bind port ${shown(values.port)} to the certificate${print} in Root (netsh http add sslcert${negotiation(values)}, with the options that netsh http show sslcert shows of it)`;
    case 'openFirewall':
      return `let TCP port ${shown(values.port)} in`;
    case 'distrustCertificate':
      return `take the certificate${print} out of LocalMachine\\Root`;
    default:
      if (typeof values.command === 'string') return `run what "${values.command}" prints`;
      if (id.endsWith(':installCertificate')) return `install the certificate${print} with its private key`;
      if (id.endsWith(':trustMaster'))
        return `put the master's certificate${print} into LocalMachine\\Root (setup left it as SSISScaleOutMaster.cer beside MasterSettings.config)`;
      return `put the certificate${print} of ${target} into LocalMachine\\Root`;
  }
}

function negotiation({ negotiateClientCertificate: value }: Step['arguments']): string {
  return typeof value === 'boolean' ? ` clientcertnegotiation=${value ? 'enable' : 'disable'}` : '';
}

function configKeys(values: Step['arguments']): string {
  const prefix = 'config.';
  const found = Object.entries(values).filter(([name]) => name.startsWith(prefix));
  return found.map(([name, value]) => `${name.slice(prefix.length)} to ${JSON.stringify(value)}`).join(', ');
}

function shown(value: Value | undefined): string {
  return printable(String(value ?? ''));
}

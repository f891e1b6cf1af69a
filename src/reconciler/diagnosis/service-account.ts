import type { SystemEvent } from '../../domain/examination.js';
import type { MachineRole, MachineService } from '../../domain/machines.js';
import { logonErrors } from '../../facts/windows.js';
import { moment } from '../../text/times.js';
import { clockLead, type TwoClocks } from '../view/log-trouble.js';
import type { InstallationView, MachineView } from '../view/machine.js';
import { type FoundWrong, type Outcome, ok, unknown } from './check.js';
import { examined } from './examined-machine.js';

interface StoppedAccount {
  readonly target: string;
  readonly machine: MachineView;
  readonly role: MachineRole;
  readonly installation: InstallationView;
  /** The last accepted heartbeat by the SQL Server's clock; null: none is known. */
  readonly lastHeartbeat: string | null;
}

/** What the System log says of a service that does not run because its account cannot log on. */
export function accountOutcome(
  { target, machine, role, installation, lastHeartbeat }: StoppedAccount,
  clocks: TwoClocks,
): Outcome | Omit<FoundWrong, 'leadsTo' | 'explains'> {
  const { service } = installation;
  // A failover cluster leaves the service of a passive node stopped.
  if (service.state === 'running' || service.clustered !== false) return ok(target);
  const events = examined(machine, 'events');
  if (typeof events === 'string') return unknown(target, `the System log: ${events}`);
  const heard = lastHeartbeat === null ? Number.NaN : Date.parse(lastHeartbeat);
  // What was written before the last heartbeat was mended by then.
  const after = Number.isNaN(heard) ? Number.NEGATIVE_INFINITY : heard + clockLead(machine, clocks);
  const failed = events.filter(
    (event) => event.service === service.name && isLogonFailure(event) && Date.parse(event.at) >= after - measured,
  );
  const told = failed.find(({ id }) => id !== startFailed) ?? failed[0];
  if (told === undefined) return ok(target);
  const { what, remedy } = meaningOf(told, service);
  const { hostName } = machine;
  return {
    target,
    result: 'error',
    summary: `The account of the ${role}'s service on ${hostName} ${what}`,
    evidence: [
      { read: 'account', where: `service ${service.name} on ${hostName}`, value: service.account },
      {
        read: `event ${told.id} at ${moment(told.at)}`,
        where: `System log of ${hostName}, ${told.source}`,
        value: told.message,
      },
    ],
    cause: 'Windows starts a service only where its account can log on as a service.',
    remedy,
    command: `Get-WinEvent -MaxEvents 20 -FilterHashtable @{ LogName = 'System'; ProviderName = 'Service Control Manager'; Id = ${told.id} }`,
  };
}

/** Milliseconds: so much may two clocks seem apart that were read in one look, one after the other. */
const measured = 5_000;

const startFailed = 7000;
const couldNotLogOn = 7038;
const rightMissing = 7041;

function isLogonFailure({ id, error }: SystemEvent): boolean {
  if (id === couldNotLogOn || id === rightMissing) return true;
  return error !== null && logonErrors.value.some((known) => known === error);
}

/** An account that Windows keeps for the service, or a built-in one: nobody gives it a password. */
const noPassword = /^(NT SERVICE|NT AUTHORITY)\\|^LocalSystem$/i;

interface Meaning {
  readonly what: string;
  readonly remedy: string;
}

function meaningOf({ id, error }: SystemEvent, { name, account }: MachineService): Meaning {
  const start = 'then start the service';
  const isPasswordless = noPassword.test(account);
  if (isPasswordless && (error === 1909 || error === 1331 || error === 1330 || error === 1326)) {
    const what = { 1909: 'is locked', 1331: 'is disabled', 1330: 'cannot log on', 1326: 'cannot log on' }[error];
    const remedy = `Windows itself keeps the password of ${account}. So the service had another account when this was logged, or what Windows keeps of it is damaged. Set ${name} to ${account} again, with the password left empty (SQL Server Configuration Manager, Log On), ${start}.`;
    return { what, remedy };
  }
  if (account.endsWith('$') && (error === 1326 || error === 1330)) {
    return {
      what: 'cannot log on',
      remedy: `The domain keeps the password of ${account}: let this machine retrieve it (Test-ADServiceAccount there says whether it may), ${start}.`,
    };
  }
  if (error === 1909)
    return {
      what: 'is locked',
      remedy: `Find out what locked it (an old password in use elsewhere), unlock it, ${start}.`,
    };
  if (error === 1331) return { what: 'is disabled', remedy: `Enable it in its domain or on the machine, ${start}.` };
  if (error === 1330)
    return {
      what: 'has an expired password',
      remedy: `Give it a new password, write that into the service, ${start}.`,
    };
  if (id === rightMissing || error === 1385) {
    return {
      what: 'has lost the right to log on as a service',
      remedy: `Give it the right "Log on as a service" again, and look at the group policy that took it, ${start}.`,
    };
  }
  if (error === 1326)
    return {
      what: 'cannot log on with the password that the service has',
      remedy: `Write the account's password into the service (services.msc, Log On), ${start}.`,
    };
  return { what: 'cannot log on', remedy: `Look at what the entry says, mend the account, ${start}.` };
}

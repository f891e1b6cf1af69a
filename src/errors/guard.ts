import type { ErrorEntry } from './entry.js';

/** Errors of the lock on a catalog, which one process holds at a time. */
export const lockErrors = {
  'guard.lock-held': {
    exitCode: 5,
    recovery: 'passing',
    summary: 'Somebody else works on this catalog',
    remedy:
      'Wait and run the command again, or let it wait: --lock-timeout 10m. The lock ends with the process that holds it; an administrator of the server can end its session with KILL.',
  },
  'guard.lock-lost': {
    exitCode: 5,
    recovery: 'cutOff',
    summary: 'The lock on the catalog was lost',
    remedy:
      'No further step was started, because another scaleout may work on the catalog now. Look for a restart, a failover or a network fault, then run the command again.',
  },
} as const satisfies Record<string, ErrorEntry>;

/** Errors of rules that refuse a plan or a step. */
export const guardErrors = {
  ...lockErrors,
  'guard.scale-out-cannot-be-disabled': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'Scale Out cannot be disabled once it is enabled',
    remedy: 'SSISDB has no supported way back. Take scaleOut.enabled out of the topology, or set it to true.',
  },
  'guard.sysadmin-needed': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'Enabling Scale Out needs a member of sysadmin',
    remedy: 'Apply with a login that is a member of the server role sysadmin, or have such a login enable it.',
  },
  'guard.windows-login-needed': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The default execution mode can only be changed by a Windows login',
    remedy:
      'SSISDB refuses SQL Server logins here (27123). Use authentication of type integrated or ntlm, or take scaleOut.defaultExecutionMode out of the topology.',
  },
  'guard.execution-mode-not-supported': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'This catalog has no default execution mode',
    remedy:
      'The catalog has an older schema. Upgrade SSISDB, or take scaleOut.defaultExecutionMode out of the topology.',
  },
  'guard.ssis-admin-needed': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'Changing the catalog needs a member of ssis_admin',
    remedy: 'Apply with a login that is a member of ssis_admin in SSISDB or of sysadmin, or make this login one.',
  },
  'guard.prune-limit': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The plan would remove more workers than policy.maxRemovals allows',
    remedy:
      'Check that the topology is whole: a lost part of it looks like this. If it is right, write state: absent on the entries of the workers that are to leave: those are not counted. Or remove a few at a time by --target worker/<MACHINE>, or raise policy.maxRemovals in the file.',
  },
  'guard.destructive-consent': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The plan holds destructive steps',
    remedy: 'Read them again. If they are meant, add --allow-destructive; --yes alone does not allow them.',
  },
  'guard.rehearsal-required': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The plan has to be rehearsed before it is applied',
    remedy:
      'Add --rehearse: it tries the plan on a twin of the fleet first. Or try it beforehand with scaleout rehearse --out rehearsal.json, and name that file with --rehearsal.',
  },
  'guard.rehearsal-unfit': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The rehearsal that was named does not count for this plan',
    remedy: 'Nothing was changed. Rehearse again what is to be applied, or add --rehearse in place of --rehearsal.',
  },
  'guard.rehearsal-failed': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The rehearsal did not end well, so nothing was begun',
    remedy:
      'Nothing of the farm was changed. Mend what would fail; or leave it out (--exclude worker/NAME) or do the rest (--target); where a drain gives up, do it when the package does not run, or change policy.drain in the topology. scaleout rehearse --steps shows each step, and --keep DIR leaves the twin to be looked at.',
  },
  'guard.no-terminal': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'There is no terminal on which to confirm the plan',
    remedy: 'Add --yes to apply without a question, for example in a pipeline.',
  },
  'guard.declined': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The plan was not confirmed',
    remedy: 'Nothing of the farm was changed. Run apply again and answer yes to carry it out.',
  },
  'guard.other-topology': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'Another topology was applied to this catalog',
    remedy:
      'Correct catalog.server if it names the wrong server. If this topology is to take the place of the other one, add --take-over.',
  },
  'guard.step-stale': {
    exitCode: 5,
    recovery: 'passing',
    summary: 'What a step was planned from has changed since',
    remedy: 'Somebody else changed the catalog. Run scaleout plan again and look at the difference.',
  },
  'guard.worker-at-work': {
    exitCode: 5,
    recovery: 'passing',
    leavesAsFound: true,
    summary: 'The service of a worker was not stopped, because the worker may run packages',
    remedy:
      'Run scaleout plan again: what it runs is waited for then. Where the worker is cut off, look on its machine whether packages still run. The login sees surely what a worker holds if it may SELECT from internal.tasks.',
  },
  'guard.drain-blind': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'A worker cannot be drained by a login that does not see what it runs',
    remedy:
      'Make the login a member of ssis_admin in SSISDB (or of sysadmin). SELECT on internal.tasks beside it makes draining quicker and surer.',
  },
  'guard.drain-no-row': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'A worker cannot be drained whose row is not known',
    remedy:
      'Run scaleout status: it shows how the worker stands. One that is not registered takes no work, and needs no drain. Where several rows may be its own, look with scaleout plan.',
  },
  'guard.drain-stopped': {
    exitCode: 130,
    recovery: 'cutOff',
    leavesAsFound: true,
    summary: 'A drain was interrupted before it changed anything',
    remedy: 'Nothing is to be mended. Run the same command again to go on.',
  },
  'guard.drain-timeout': {
    exitCode: 5,
    recovery: 'passing',
    leavesAsFound: true,
    summary: 'A worker was not idle within policy.drain.timeout',
    remedy:
      'Wait until the packages have ended, raise policy.drain.timeout, or set policy.drain.onTimeout to disable: what still runs is lost then.',
  },
  'guard.target-needs': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'A chosen target needs one that was left out',
    remedy: 'Take the needed target in as well, or leave out both.',
  },
  'guard.worker-protected': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'A protected worker would be disabled or removed',
    remedy: 'If that is meant, set protect: false in its entry of the topology and apply that first.',
  },
  'guard.topology-shrunk': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The plan would remove more than half of the workers',
    remedy:
      'Check that the topology is whole. If it is right, take the workers out in several steps, less than half of them at a time.',
  },
  'guard.certificate-useless': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'A certificate ends before the change would help',
    remedy: 'Renew the certificate first: no worker can connect while it has ended.',
  },
  'guard.certificate-authority': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'A certificate that may sign others would be trusted',
    remedy:
      'Give the worker a certificate that may sign no others (docs/machines.md, Certificates). Only if this one is meant, and you know who has its private key: write authority: true beside it in the topology.',
  },
  'guard.rotation-not-prepared': {
    exitCode: 5,
    recovery: 'lasting',
    summary: "The master's new certificate is not prepared everywhere",
    remedy: 'Nothing was changed. Do what the lines above say of each machine, then run it again.',
  },
  'guard.rotation-window': {
    exitCode: 5,
    recovery: 'lasting',
    summary: "The master's certificate is switched only within policy.windows",
    remedy:
      'Nothing was changed. All else is prepared: run it again when the window is open, or change policy.windows.',
  },
  'guard.rotation-kept': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The certificates that the master used before are still kept',
    remedy:
      'Nothing was changed. They are what the master could go back to: wait for policy.certificates.keepOld after the switch.',
  },
  'guard.endpoint-not-covered': {
    exitCode: 5,
    recovery: 'lasting',
    summary: "The master's certificate is not for the endpoint's host",
    remedy:
      'No worker would connect. Write a host into master.endpoint that the certificate has, or give the master a certificate with that name.',
  },
} as const satisfies Record<string, ErrorEntry>;

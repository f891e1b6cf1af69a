import type { ErrorEntry } from './entry.js';

/** Errors of rules that refuse a plan or a step, and what a plan warns of. */
export const guardErrors = {
  'guard.scale-out-cannot-be-disabled': {
    exitCode: 5,
    summary: 'Scale Out cannot be disabled once it is enabled',
    remedy: 'SSISDB has no supported way back. Take scaleOut.enabled out of the topology, or set it to true.',
  },
  'guard.sysadmin-needed': {
    exitCode: 5,
    summary: 'Enabling Scale Out needs a member of sysadmin',
    remedy: 'Run scaleout with a login that is a member of the server role sysadmin, or have such a login enable it.',
  },
  'guard.windows-login-needed': {
    exitCode: 5,
    summary: 'The default execution mode can only be changed by a Windows login',
    remedy:
      'SSISDB refuses SQL Server logins here (27123). Use authentication of type integrated or ntlm, or take scaleOut.defaultExecutionMode out of the topology.',
  },
  'guard.execution-mode-not-supported': {
    exitCode: 5,
    summary: 'This catalog has no default execution mode',
    remedy:
      'The catalog has an older schema. Upgrade SSISDB, or take scaleOut.defaultExecutionMode out of the topology.',
  },
  'guard.ssis-admin-needed': {
    exitCode: 5,
    summary: 'Changing the catalog needs a member of ssis_admin',
    remedy: 'Add the login to the role ssis_admin in SSISDB (or to sysadmin), then plan again.',
  },
  'guard.prune-limit': {
    exitCode: 5,
    summary: 'The plan would remove more workers than policy.maxRemovals allows',
    remedy:
      'Check that the topology is whole: a lost part of it looks like this. If it is right, raise policy.maxRemovals in the file.',
  },
  'guard.destructive-consent': {
    exitCode: 5,
    summary: 'The plan holds destructive steps',
    remedy: 'Read them again. If they are meant, add --allow-destructive; --yes alone does not allow them.',
  },
  'guard.no-terminal': {
    exitCode: 5,
    summary: 'There is no terminal on which to confirm the plan',
    remedy: 'Add --yes to apply without a question, for example in a pipeline.',
  },
  'guard.declined': {
    exitCode: 5,
    summary: 'The plan was not confirmed',
    remedy: 'Nothing was changed. Run apply again and answer yes to carry it out.',
  },
  'guard.lock-held': {
    exitCode: 5,
    summary: 'Somebody else works on this catalog',
    remedy:
      'Wait and run the command again, or let it wait: --lock-timeout 10m. The lock ends with the process that holds it; an administrator of the server can end its session with KILL.',
  },
  'guard.lock-lost': {
    exitCode: 5,
    summary: 'The lock on the catalog was lost',
    remedy:
      'No further step was begun, because somebody else may work on the catalog now. Look for a restart, a failover or a network fault, then run the command again.',
  },
  'guard.other-topology': {
    exitCode: 5,
    summary: 'Another topology was applied to this catalog',
    remedy:
      'Correct catalog.server if it names the wrong server. If this topology is to take the place of the other one, add --take-over.',
  },
  'plan.takes-over': {
    exitCode: 0,
    summary: 'This topology takes the place of another one',
    remedy: 'Nothing is to be done. Whoever applies the other topology is refused from now on.',
  },
  'plan.not-marked': {
    exitCode: 0,
    summary: 'The name of the topology could not be left in the catalog',
    remedy:
      'Nothing has to be done. Without it a topology for another catalog is not noticed: a member of db_owner in SSISDB may leave it.',
  },
  'guard.step-stale': {
    exitCode: 5,
    summary: 'What a step was planned from has changed since',
    remedy: 'Somebody else changed the catalog. Run scaleout plan again and look at the difference.',
  },
  'guard.drain-blind': {
    exitCode: 5,
    summary: 'A worker cannot be drained by a login that does not see what it runs',
    remedy:
      'Make the login a member of ssis_admin in SSISDB (or of sysadmin). SELECT on internal.tasks beside it makes draining quicker and surer.',
  },
  'guard.drain-timeout': {
    exitCode: 5,
    summary: 'A worker was not idle within policy.drain.timeout',
    remedy:
      'Wait until the packages have ended, raise policy.drain.timeout, or set policy.drain.onTimeout to disable: what still runs is lost then.',
  },
  'guard.target-needs': {
    exitCode: 5,
    summary: 'A chosen target needs one that was left out',
    remedy: 'Take the needed target in as well, or leave out both.',
  },
  'plan.target-left-out': {
    exitCode: 0,
    summary: 'A part of the differences was left out',
    remedy: 'Plan without --target and --exclude to see everything.',
  },
  'plan.target-pulled-in': {
    exitCode: 0,
    summary: 'A needed target was taken in',
    remedy: 'Nothing is to be done: the chosen target cannot be reached without it.',
  },
  'guard.worker-protected': {
    exitCode: 5,
    summary: 'A protected worker would be disabled or removed',
    remedy: 'If that is meant, set protect: false in its entry of the topology and apply that first.',
  },
  'guard.topology-shrunk': {
    exitCode: 5,
    summary: 'The plan would remove more than half of the workers',
    remedy:
      'Check that the topology is whole. If it is right, take the workers out in several steps, less than half of them at a time.',
  },
  'guard.certificate-useless': {
    exitCode: 5,
    summary: 'A certificate ends before the change would help',
    remedy: 'Renew the certificate first: with the ended one nobody connects.',
  },
  'guard.endpoint-not-covered': {
    exitCode: 5,
    summary: 'The master’s certificate is not for the endpoint’s host',
    remedy:
      'No worker would connect. Write a host into master.endpoint that the certificate has, or give the master a certificate with that name.',
  },
  'plan.not-installed': {
    exitCode: 6,
    summary: 'The Scale Out feature is not installed on a machine',
    remedy: 'Install it with SQL Server’s setup, or take the machine out of the topology.',
  },
  'plan.master-certificate-missing': {
    exitCode: 6,
    summary: 'Which certificate the master uses cannot be told',
    remedy:
      'Install the master’s certificate with its private key into LocalMachine\\Root of the node, then plan again.',
  },
  'plan.master-key-missing': {
    exitCode: 6,
    summary: 'A node of the master lacks the master’s private key',
    remedy:
      'Export the certificate with its key (PFX) from a node that has it, and import it into LocalMachine\\Root of this one. scaleout never moves private keys.',
  },
  'plan.worker-certificate-missing': {
    exitCode: 6,
    summary: 'A worker lacks the certificate that the topology names',
    remedy:
      'Install it with its private key into LocalMachine\\My of the worker, or take certificate out of the topology to use the machine’s own.',
  },
  'plan.root-not-self-signed': {
    exitCode: 0,
    summary: 'The Root store of a master node has certificates that are not self-signed',
    remedy:
      'Windows then refuses client certificates (403). Move them to the store CA, or set the SCHANNEL value SendTrustedIssuerList to 0.',
  },
  'plan.clustered-master': {
    exitCode: 6,
    summary: 'A clustered master has to be restarted by a person',
    remedy: 'Take its role offline and online, or move it, with the failover cluster’s own commands.',
  },
  'plan.part-unseen': {
    exitCode: 6,
    summary: 'A part of a machine could not be looked at',
    remedy: 'Check the rights of the account there, then plan again: what could not be seen is not compared.',
  },
  'plan.machine-unreached': {
    exitCode: 6,
    summary: 'A machine could not be looked at',
    remedy: 'Mend the access, then plan again.',
  },
  'plan.certificate-not-shown': {
    exitCode: 0,
    summary: 'The certificate of a worker that is set up by hand is not known',
    remedy:
      'Its script prints the thumbprint and writes a .cer file. Have that file sent, name it in the topology (certificate: { file: PATH }) and apply again: until the master trusts it, nothing is heard of the worker.',
  },
  'plan.not-administrator': {
    exitCode: 6,
    summary: 'The steps on a machine fall to a person: the account is no administrator there',
    remedy: 'Use an account that is a member of Administrators, or have the machine’s administrator do the steps.',
  },
  'plan.certificate-expires': {
    exitCode: 0,
    summary: 'A certificate ends soon',
    remedy: 'Renew it before that day: an ended certificate cuts its machine off.',
  },
  'plan.certificate-expired': {
    exitCode: 0,
    summary: 'A certificate is not valid now',
    remedy: 'Renew it: workers and master do not reach each other without.',
  },
  'plan.certificate-weak': {
    exitCode: 0,
    summary: 'A certificate is weak',
    remedy: 'Replace it by one with RSA of 2048 bits or more that is signed with SHA-256.',
  },
  'apply.worker-left-out': {
    exitCode: 6,
    summary: 'A worker was taken out of service and is not back',
    remedy: 'It is disabled, or not heard of. Mend what failed, then run scaleout apply again: it goes on from there.',
  },
  'plan.disabled-unmanaged': {
    exitCode: 0,
    summary: 'A worker is disabled, and the topology does not say whether it should be',
    remedy: 'A restart that was cut off may have left it so. Write enabled: true or false into its entry.',
  },
  'plan.log-trouble': {
    exitCode: 0,
    summary: 'The log of a service shows trouble',
    remedy: 'Look at the log on that machine.',
  },
  'plan.worker-offline': {
    exitCode: 0,
    summary: 'A worker is offline although its machine is as it should be',
    remedy: 'Look at the worker’s log on the machine, and whether the master runs.',
  },
  'plan.cloned-agent': {
    exitCode: 6,
    summary: 'Two machines use one AgentId',
    remedy:
      'One machine was cloned from the other. Remove AgentId from WorkerSettings.config of the copy and restart its service: it makes one of its own.',
  },
  'plan.drains-first': {
    exitCode: 0,
    summary: 'A worker that runs packages is emptied before it is disabled',
    remedy: 'Nothing is to be done. policy.drain says how long that may take.',
  },
  'plan.awaiting-registration': {
    exitCode: 6,
    summary: 'A listed worker is not registered in the catalog',
    remedy:
      'A worker registers itself at its first accepted heartbeat. Check that its service runs, that its MasterEndpoint is right, and that master and worker trust each other’s certificates.',
  },
  'plan.worker-ambiguous': {
    exitCode: 6,
    summary: 'It cannot be told which row is the worker’s',
    remedy:
      'Find out which WorkerAgentId the machine uses (AgentId in its WorkerSettings.config) and remove the other row, then plan again.',
  },
  'plan.row-claimed-twice': {
    exitCode: 6,
    summary: 'One row of the catalog fits two workers of the topology',
    remedy: 'Write the machines by the name that the catalog shows, so that each fits one row only.',
  },
  'plan.execution-mode-warning': {
    exitCode: 0,
    summary: 'Scale Out becomes the default for every execution',
    remedy:
      'Jobs whose owner is not in ssis_cluster_executor, ssis_admin or sysadmin will fail with 27178. Add those owners to ssis_cluster_executor first.',
  },
  'plan.running-work-lost': {
    exitCode: 0,
    summary: 'A worker that runs packages is disabled or removed',
    remedy:
      'A disabled worker can no longer report: what it runs is lost, and a retried package can run twice. Wait until it is idle, then plan again.',
  },
  'plan.running-work-unseen': {
    exitCode: 0,
    summary: 'Whether a worker runs packages cannot be seen with these rights',
    remedy: 'Check catalog.executions with a member of ssis_admin before a worker is disabled or removed.',
  },
  'plan.will-register-again': {
    exitCode: 0,
    summary: 'A removed worker that still runs registers again',
    remedy: 'Stop the worker’s service on the machine and set it to manual or disabled, then apply.',
  },
} as const satisfies Record<string, ErrorEntry>;

import type { ErrorEntry } from './entry.js';

/** What a plan warns of, and an apply at its end. */
export const planErrors = {
  'plan.takes-over': {
    exitCode: 0,
    summary: 'This topology takes the place of another one',
    remedy: 'You need not do anything. From now on an apply of the other topology is refused.',
  },
  'plan.not-marked': {
    exitCode: 0,
    summary: 'The name of the topology could not be left in the catalog',
    remedy:
      'Nothing has to be done. Without it a topology for another catalog is not noticed: a member of db_owner in SSISDB may leave it.',
  },
  'plan.target-left-out': {
    exitCode: 0,
    summary: 'A part of the differences was left out',
    remedy: 'Plan without --target and --exclude to see everything.',
  },
  'plan.suspended': {
    exitCode: 0,
    summary: 'What is suspended was left out',
    remedy: 'End a suspension with scaleout resume, or take in what is suspended this once with --include-suspended.',
  },
  'plan.suspended-taken-in': {
    exitCode: 0,
    summary: 'What is suspended was taken in',
    remedy: 'Ask who suspended it, or plan without --include-suspended.',
  },
  'plan.rehearsal-needed': {
    exitCode: 0,
    summary: 'An apply of this plan needs a rehearsal',
    remedy:
      'Rehearse it with scaleout rehearse --out rehearsal.json and name that file with --rehearsal, or apply with --rehearse. It counts for a day.',
  },
  'plan.rotation-left-out': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'A certificate that was to be rotated is not',
    remedy: 'Do what keeps it, then run scaleout rotate for it again.',
  },
  'plan.maintenance-at-work': {
    exitCode: 0,
    summary: 'A worker in maintenance takes no work, and may still run packages',
    remedy:
      'Do not stop its service or restart its machine before they have ended: that would end them. scaleout status shows what it runs.',
  },
  'plan.maintenance-short': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'The maintenance ends before its worker is emptied',
    remedy:
      'Give it a later --until, or use --for, which counts from when the worker is emptied. One that is over is begun again by scaleout drain; else the next apply or watch brings the worker back.',
  },
  'plan.stays-disabled': {
    exitCode: 0,
    summary: 'The worker stays disabled after its maintenance',
    remedy: 'Where it is to take work, say enabled: true in the topology, and apply.',
  },
  'plan.target-pulled-in': {
    exitCode: 0,
    summary: 'A needed target was taken in',
    remedy: 'You need not do anything: the chosen target needs this change first.',
  },
  'plan.rotation-waits': {
    exitCode: 0,
    summary: "The master's certificate is not switched yet",
    remedy: 'Do what is said there, then plan again. Nobody is taken out of service before that.',
  },
  'plan.rotation-prepared': {
    exitCode: 0,
    summary: 'A new certificate of the master waits for its switch',
    remedy:
      'Nothing has to be done. scaleout rotate master --switch brings master and workers to it: all workers are emptied for that, for some minutes.',
  },
  'plan.rotation-begun': {
    exitCode: 0,
    summary: "A change of the master's certificate was begun and cannot go on",
    remedy:
      "Leave the master's service as it runs until then: after a restart the workers that are connected now would be refused. Do what is said there, then plan again.",
  },
  'plan.master-switch': {
    exitCode: 0,
    summary: 'The master changes its certificate, and all workers are emptied for it',
    remedy:
      'No running package is cut off: those that run are waited for. Executions that are started meanwhile wait for some minutes. Where a step fails before the first worker is back, all is taken back.',
  },
  'plan.master-move': {
    exitCode: 0,
    summary: 'The master changes its port, and all workers are emptied for it',
    remedy:
      'No running package is cut off: those that run are waited for. Executions that are started meanwhile wait for some minutes. Where a step fails before the first worker is back, all is taken back.',
  },
  'plan.master-move-held': {
    exitCode: 0,
    summary: 'The master stays on its port, since workers would be cut off',
    remedy:
      'Neither the master nor the endpoint of a worker is changed until then. Do what is said there, then plan again.',
  },
  'plan.master-certificate-bring': {
    exitCode: 0,
    summary: "The master's certificate ends, and a person has to bring the next one",
    remedy: 'Bring one for the same names, see docs/certificates.md.',
  },
  'apply.worker-left-out': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'A worker was taken out of service and is not back',
    remedy: 'It is disabled, or not heard of. Mend what failed, then run scaleout apply again: it goes on from there.',
  },
  'apply.taken-back': {
    exitCode: 6,
    recovery: 'cutOff',
    summary: 'A step that it holds together with has failed',
    remedy: 'Mend what failed, then run scaleout apply again.',
  },
  'apply.rolled-back': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'A step failed, and what had begun was taken back',
    remedy: 'Everything of it is as it was before. Mend what failed, then run scaleout apply again.',
  },
  'apply.rollback-failed': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'A step failed, and what had begun could not be taken back',
    remedy:
      'Read why above, and look with scaleout doctor. When its cause is mended, scaleout apply goes on from what is there.',
  },
  'plan.settings-unseen': {
    exitCode: 0,
    summary: 'The settings of a worker that is set up by hand are not compared',
    remedy: 'Where they were changed, have its administrator run what scaleout script prints.',
  },
  'plan.setting-spelling': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'A config has neither spelling of a key, and which one its service reads is not known',
    remedy:
      'Look into a config of the same version that has the key, or into a fresh installation. Spell the key so in settings of the worker, and name it in settingsAsWritten.',
  },
  'plan.setting-not-in-use': {
    exitCode: 0,
    summary: 'A setting has no effect in SQL Server 2017',
    remedy: 'Take it out of the settings of that worker: it is in use from SQL Server 2019 on.',
  },
  'plan.config-written': {
    exitCode: 0,
    summary: 'A config was written after its service had started, and not by scaleout',
    remedy:
      'A worker writes its own id, and then there is nothing to do. Where a person changed the file, restart the service when it is idle: until then it goes by what the file said before.',
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
  'plan.heartbeat-slow': {
    exitCode: 0,
    summary: 'A worker sends its heartbeats so rarely that its death shows late',
    remedy: "Set AgentHeartbeatInterval to 00:05:00 or less; Microsoft's default is 00:01:00.",
  },
  'plan.cause': {
    exitCode: 0,
    summary: 'Something keeps packages from running on workers',
    remedy: 'Do what the plan says of it. scaleout doctor shows what was read, and where.',
  },
  'plan.more-found': {
    exitCode: 0,
    summary: 'The doctor has more',
    remedy: 'Run scaleout doctor: it says what is wrong, why, and what to do.',
  },
  'plan.worker-offline': {
    exitCode: 0,
    summary: 'A worker is offline, and nothing that was looked at says why',
    remedy: "Look at the worker's log on the machine, or run scaleout doctor, which looks at more.",
  },
  'plan.not-restarted': {
    exitCode: 0,
    summary: 'A worker that is not heard of is left as it runs',
    remedy: 'Restart its service by hand where it is surely idle, or wait: a later plan does it when it may.',
  },
  'plan.cloned-agent': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'Two machines use one AgentId',
    remedy:
      'One machine was cloned from the other. Remove AgentId from WorkerSettings.config of the copy and restart its service: it makes one of its own. A machine that was only renamed: start its service, and its row takes the new name.',
  },
  'plan.drains-first': {
    exitCode: 0,
    summary: 'A worker that runs packages is emptied before it is disabled',
    remedy: 'You need not do anything. policy.drain says how long it may take.',
  },
  'plan.awaiting-registration': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A listed worker is not registered in the catalog',
    remedy:
      "A worker registers itself at its first accepted heartbeat. Check that its service runs, that its MasterEndpoint is right, and that master and worker trust each other's certificates.",
  },
  'plan.worker-ambiguous': {
    exitCode: 6,
    recovery: 'lasting',
    summary: "It cannot be told which row is the worker's",
    remedy:
      'Find out which WorkerAgentId the machine uses (AgentId in its WorkerSettings.config) and remove the other row, then plan again.',
  },
  'plan.master-login-missing': {
    exitCode: 0,
    summary: 'The account that the Scale Out Master runs under cannot log in to SSISDB',
    remedy:
      "Enabling Scale Out makes a login for the service's own account alone. A sysadmin makes one for a domain account: the plan shows the statements.",
  },
  'plan.master-login-unseen': {
    exitCode: 0,
    summary: 'Whether the account of the Scale Out Master can log in to SSISDB is unknown',
    remedy:
      'Let a sysadmin run scaleout plan, or give our login VIEW ANY DEFINITION on the server: the plan then shows what the account lacks, if anything, with the statements.',
  },
  'plan.row-unreadable': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'The row of a worker cannot be read',
    remedy:
      "Scaleout leaves that worker alone and goes on with all others. Have a sysadmin look at its row in SSISDB's internal.worker_agents; if nobody needs it, delete it with catalog.delete_worker_agent. A worker that still runs makes a new row by itself.",
  },
  'plan.name-shared': {
    exitCode: 6,
    recovery: 'lasting',
    summary: "A row shows 15 characters of a machine's name, and it cannot be told whose row it is",
    remedy:
      'Windows cuts names after 15 characters, so several machines can have the same. Nothing is done to that row. Give scaleout access to the machines: AgentId of each WorkerSettings.config then tells whose row it is. Remove rows of machines that are gone (catalog.delete_worker_agent).',
  },
  'plan.row-claimed-twice': {
    exitCode: 6,
    recovery: 'lasting',
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
    remedy:
      "Where the worker's service still runs, stop it on the machine and set it to manual or disabled, then apply.",
  },
  'plan.absent-done': {
    exitCode: 0,
    summary: 'A worker has left for good',
    remedy: 'Delete its entry from the topology, with state: absent.',
  },
  'plan.absent-unseen': {
    exitCode: 0,
    summary: 'Whether a worker has left for good cannot be told',
    remedy:
      'Delete the entry where its machine is gone for good: nothing is to be seen there. Else keep it until that can be seen.',
  },
  'plan.absent-trusted': {
    exitCode: 0,
    summary: 'The certificate of a worker that leaves stays trusted',
    remedy:
      "Where no other worker uses it, take it out of the Root of the master's nodes by hand. Or list the other workers in the topology, with access to their machines, and apply again.",
  },
} as const satisfies Record<string, ErrorEntry>;

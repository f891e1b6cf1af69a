import type { ErrorEntry } from './entry.js';

/** Errors of reaching a Windows machine and of what is done there. */
export const machineErrors = {
  'machine.secret-missing': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'A secret that the access to a machine needs is not there',
    remedy: 'Set the variable or make the file that is named, for the account that runs scaleout.',
  },
  'machine.secret-unusable': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'A secret that the access to a machine needs cannot be used',
    remedy:
      'A password stands alone, as UTF-8 text. An identity is a private key in OpenSSH or PEM form; `password` is its passphrase where it has one.',
  },
  'machine.unreachable': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'A machine cannot be reached',
    remedy: 'Check that the machine runs, that its name resolves, and that the port of its access is open from here.',
  },
  'machine.login-refused': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'A machine refused the login',
    remedy:
      'Check user, identity and password of its access. Keys of administrators stand in administrators_authorized_keys.',
  },
  'machine.host-key-unknown': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The host key of a machine is not known',
    remedy: "Compare its fingerprint with the machine's own, then add the line to known_hosts (ssh-keyscan prints it).",
  },
  'machine.host-key-changed': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The host key of a machine is not the known one',
    remedy:
      "Another machine may answer in its place. Ask the machine's administrator whether it was set up anew before you replace the line in known_hosts.",
  },
  'machine.wrong-host': {
    exitCode: 4,
    recovery: 'passing',
    leavesAsFound: true,
    summary: 'Another machine answered',
    remedy: 'Check host and port of its access: nothing was done there.',
  },
  'machine.timeout': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'A machine did not answer in time',
    remedy: 'Check whether the machine is overloaded or hangs, then try again.',
  },
  'machine.no-answer': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'A machine did not run the script',
    remedy:
      'Check that powershell.exe starts for this account there, and that no policy or profile keeps it from running.',
  },
  'machine.language-mode': {
    exitCode: 4,
    recovery: 'passing',
    leavesAsFound: true,
    summary: 'PowerShell on a machine may not run the script',
    remedy:
      'A policy of that machine (WDAC, AppLocker) or its remoting endpoint keeps PowerShell in a restricted language mode; nothing was done there. Run $ExecutionContext.SessionState.LanguageMode there with this account: it must say FullLanguage. Have the policy allow the account PowerShell, or name another endpoint; else set the machine up by hand with its own tools (access: transport: none).',
  },
  'machine.answer-too-large': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'A machine sent more than any machine has',
    remedy:
      'Nothing of it was used. Look at what the detail names on that machine: a store of certificates has some hundred. If they are right, report it.',
  },
  'machine.outcome-unknown': {
    exitCode: 4,
    recovery: 'passing',
    outcomeUnknown: true,
    summary: 'The connection to a machine was lost while an operation was under way',
    remedy: 'Whether it had an effect is not known. Run scaleout plan: it looks again.',
  },
  'machine.transport-unavailable': {
    exitCode: 4,
    recovery: 'lasting',
    summary: 'This transport cannot be used here',
    remedy: 'The transports winrm and local need PowerShell on a Windows machine. Run scaleout there, or use ssh.',
  },
  'machine.access-denied': {
    exitCode: 4,
    recovery: 'lasting',
    summary: 'The account may not do this on the machine',
    remedy: 'Use an account that is a member of Administrators on that machine.',
  },
  'machine.moved': {
    exitCode: 5,
    recovery: 'passing',
    summary: 'A machine is not as it was when the step was planned',
    remedy: 'Somebody else changed it. Run scaleout plan again and look at the difference.',
  },
  'machine.certificate-missing': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A certificate is not in the store where it is needed',
    remedy: 'Install it with its private key, or name another one in the topology.',
  },
  'machine.certificate-invalid': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'A certificate cannot be read',
    remedy: 'Give a .cer file (DER or PEM) that holds one certificate.',
  },
  'machine.certificate-not-made': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A certificate could not be made on a machine',
    remedy:
      'Run New-SelfSignedCertificate there as an administrator and read its error. Or install a certificate with its private key in LocalMachine\\My, and name its thumbprint in the topology.',
  },
  'machine.store-failed': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A certificate store could not be read or changed',
    remedy: 'Open the store on that machine (certlm.msc). Group policy or a security product may guard it.',
  },
  'machine.key-rights-failed': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'The rights to a private key could not be read or changed',
    remedy: 'Give the account of the service the right to read the key there: certlm.msc, Manage Private Keys.',
  },
  'machine.key-missing': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'The private key of a certificate is missing or cannot be found',
    remedy: 'Install the certificate again together with its private key.',
  },
  'machine.key-in-tpm': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'The private key of a certificate lies in the TPM of the machine',
    remedy:
      'This key is in no file, and scaleout gives rights to files alone. Give the account of the service the right to read it in the certificate console of that machine: certlm.msc, All Tasks, Manage Private Keys. Where the worker still cannot use it, give it a certificate whose key Windows keeps in a file (Microsoft Software Key Storage Provider).',
  },
  'machine.service-missing': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A service is not installed',
    remedy: "Install the Scale Out feature with SQL Server's setup on that machine.",
  },
  'machine.service-timeout': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A service did not reach the wanted state in time',
    remedy:
      "Look into the System log of that machine and the service's own log. scaleout doctor names the cause where it finds it.",
  },
  'machine.service-failed': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A service could not be started or stopped',
    remedy:
      'Look into the System log of that machine (Service Control Manager): account, password and rights of the service are the usual reasons. scaleout doctor names the cause where it finds it: a locked account, for example.',
  },
  'machine.cluster-unknown': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'Whether a failover cluster owns a service cannot be told',
    remedy:
      'The service was not touched. Start the cluster service (ClusSvc) of that machine, or let the account read HKLM\\Cluster there, and run scaleout again. Where the machine belongs to no cluster, take the feature Failover Clustering off it, or change the service by hand.',
  },
  'machine.config-missing': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A config file is missing or cannot be read',
    remedy: "Repair the installation with SQL Server's setup on that machine.",
  },
  'machine.config-unreadable': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A config file cannot be read as JSON',
    remedy:
      'Compare the file with that of another machine of the same version. Where the other is JSON, mend this one by hand, or restore it from the backup beside it. Where the other is XML or of another form too, do not turn it into JSON: scaleout cannot work with the configs of that version yet, and scaleout report shows what the project has to know for it.',
  },
  'machine.config-in-use': {
    exitCode: 6,
    recovery: 'passing',
    leavesAsFound: true,
    summary: 'Another program holds a config file open',
    remedy:
      'The file was not changed. Look for a virus scanner, a backup or an editor on that machine, have it leave the file alone, then run scaleout again.',
  },
  'machine.config-read-only': {
    exitCode: 6,
    recovery: 'lasting',
    leavesAsFound: true,
    summary: 'A config file is read-only',
    remedy:
      'Ask on that machine why the attribute is set: somebody may want the file to stay as it is. Take it away (attrib -R and the path), then run scaleout again.',
  },
  'machine.config-not-written': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A config file could not be replaced',
    remedy: 'Read the reason: a full or failing disk of that machine is the usual one. Then run scaleout again.',
  },
  'machine.binding-failed': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'The port could not be bound to the certificate',
    remedy:
      "Error 1312 means that the private key is not in the machine's store. Bind it by hand with netsh http add sslcert, or with update where the port is bound.",
  },
  'machine.firewall-failed': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'The firewall could not be opened',
    remedy: 'Group policy may manage the firewall of that machine. Ask the people who manage it to open the port.',
  },
  'machine.firewall-unreadable': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'The firewall could not be looked at',
    remedy:
      'Run Get-NetFirewallRule on that machine as an administrator: the service Windows Defender Firewall (mpssvc) must run. Or open the port by hand.',
  },
  'machine.write-without-effect': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A change reported success but the machine does not show it',
    remedy: 'Group policy or another tool may have undone it. Look at the machine.',
  },
  'machine.worker-not-heard': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A worker was not heard of in time',
    remedy:
      "Look at the worker's log, and check that its service runs, that its endpoint is right, and that master and worker trust each other.",
  },
  'machine.worker-unjudged': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'Whether a restarted worker works could not be told',
    remedy:
      'Nothing is taken back for that: the worker may be well. Look at the master first (scaleout doctor), then run scaleout apply again: it goes on from there.',
  },
  'machine.master-not-heard': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'The master was not heard of in time',
    remedy:
      "Look at the master's service and its log on the node that it names. Where a failover cluster owns the service, take its resource offline and online while scaleout waits.",
  },
  'machine.script-failed': {
    exitCode: 1,
    recovery: 'passing',
    summary: 'The script failed on a machine in a way that nobody foresaw',
    remedy: 'Report it with the detail: it is a defect.',
  },
} as const satisfies Record<string, ErrorEntry>;

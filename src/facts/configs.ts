import { fact } from './fact.js';

export const configFiles = fact({
  id: 'config.files',
  says: 'A master has its settings in the first file, a worker in the second; both are JSON, and keys compare without case.',
  value: ['MasterSettings.config', 'WorkerSettings.config'],
  source: 'Microsoft: SSIS Scale Out Master and SSIS Scale Out Worker; no file of a real machine was published',
  standing: 'documented',
  otherwise:
    'A file that is no JSON is left alone, its first line is shown without its values, and the plan does what does not need it.',
});

export const configFolder = fact({
  id: 'config.folder',
  says: 'The config of a service is in the folder of its program, which setup puts below Program Files; {0} is the version.',
  value: 'Microsoft SQL Server\\{0}\\DTS\\Binn',
  source: 'Microsoft: SSIS Scale Out Master and SSIS Scale Out Worker; 2025 was not seen',
  standing: 'documented',
  otherwise: 'The folder of the program is looked in first, and DTSPath of setup too. The error names each folder.',
});

export const configSetupKey = fact({
  id: 'config.setup-key',
  says: 'Setup keeps the folder of DTS in DTSPath below this key of LocalMachine; {0} is the version.',
  value: 'SOFTWARE\\Microsoft\\Microsoft SQL Server\\{0}\\SSIS\\Setup',
  source: 'Microsoft: azure-docs, scripts that look for DTExec',
  standing: 'published',
  otherwise: 'The other folders are looked in.',
});

export const agentIdKey = fact({
  id: 'config.agent-id',
  says: 'The worker makes its own id and keeps it under this key of its config.',
  value: 'AgentId',
  source: 'Microsoft: SSIS Scale Out Worker, "generated automatically"',
  standing: 'documented',
  otherwise: 'Rows are told by the name of their machine alone.',
});

export const masterPortKey = fact({
  id: 'config.master-port',
  says: 'MasterSettings.config has the port of the master under this key.',
  value: 'PortNumber',
  source: 'Microsoft: SSIS Scale Out Master',
  standing: 'documented',
  otherwise: 'The key is added, and the master goes on with the port that it had.',
});

export const certificateKeys = fact({
  id: 'config.certificates',
  says: 'The certificates are named by these keys: that of the master in its own config, that of a worker and that of its master in the config of the worker.',
  value: {
    master: 'SSLCertThumbprint',
    worker: 'WorkerHttpsCertThumbprint',
    masterOfWorker: 'MasterHttpsCertThumbprint',
  },
  source:
    'Microsoft: SSIS Scale Out Master; SSIS Scale Out Worker; Deal with certificates in SQL Server Integration Services Scale Out',
  standing: 'documented',
  otherwise: 'The key is added, and the services go on with the certificate that they had.',
});

export const thumbprintKeys = fact({
  id: 'config.thumbprint-keys',
  says: 'The thumbprints under these keys are the same in either case. One with blanks, colons or invisible marks in it is another one.',
  value: ['SSLCertThumbprint', 'WorkerHttpsCertThumbprint', 'MasterHttpsCertThumbprint'],
  source:
    'Microsoft: .NET Framework reference source, X509Utils.DecodeHexString (hexadecimal digits in either case; white space is left out) and SecurityUtils.DecodeHexString of WCF (one blank between bytes at most); support article 2023835 and dotnet/corefx#31463 (a certificate is not found with the invisible mark in front)',
  standing: 'inferred',
  otherwise:
    'A thumbprint in lower case stays, so a service that compares exactly would go on without its certificate: it says so in its log.',
});

export const endpointKey = fact({
  id: 'config.endpoint',
  says: 'The address of the master under this key is the same with its scheme and host in either case, with a slash at its end, and with or without the default port.',
  value: 'MasterEndpoint',
  source: 'RFC 3986, 6.2.2.1 and 6.2.3: System.Uri, by which WCF keeps addresses, compares so',
  standing: 'inferred',
  otherwise:
    'The address stays as it is, so a worker that compares exactly would not find its master: it says so in its log.',
});

export const heartbeatToleranceKey = fact({
  id: 'config.heartbeat-tolerance',
  says: 'The tolerance of a worker has one of these spellings, and a service reads one of them. Which one is unknown for every version.',
  value: ['HeartbeatErrorTolerance', 'HeartbeatErrorTollerance'],
  source: 'Microsoft: SSIS Scale Out Worker, before and after an edit of that page; the edit says nothing of versions',
  standing: 'inferred',
  otherwise:
    'What the file has is written. A file with neither spelling is left as it is, and the plan asks a person to name one.',
});

export const leaseIntervalKey = fact({
  id: 'config.lease-interval',
  says: 'The interval of a lease has one of these spellings, and a service reads one of them. Which one is unknown for every version.',
  value: ['LeaseInterval', 'LeaseInternval'],
  source: 'Microsoft: SSIS Scale Out Worker, before and after an edit of that page; the edit says nothing of versions',
  standing: 'inferred',
  otherwise:
    'What the file has is written. A file with neither spelling is left as it is, and the plan asks a person to name one.',
});

export const workerSettingKeys = fact({
  id: 'config.worker-settings',
  says: 'These keys of WorkerSettings.config can be set, besides the two that have two spellings.',
  value: [
    'MaxTaskCount',
    'AgentHeartbeatInterval',
    'TaskHeartbeatInterval',
    'TaskRequestMaxCPU',
    'TaskRequestMinMemory',
    'TasksRootFolder',
    'TaskLogLevel',
    'TaskLogSegment',
    'TaskLogEnabled',
    'ExecutionLogCacheFolder',
    'ExecutionLogMaxBufferLogCount',
    'ExecutionLogMaxInMemoryBufferCount',
    'ExecutionLogRetryCount',
    'ExecutionLogRetryTimeout',
  ],
  source: 'Microsoft: SSIS Scale Out Worker',
  standing: 'documented',
  otherwise:
    'Other keys are let through as they are written, with a warning where they look misspelt; one that a single slip makes of a known key is refused unless settingsAsWritten names it.',
});

export const notInUseIn2017 = fact({
  id: 'config.not-in-use-2017',
  says: 'A worker of SQL Server 2017 (140) does not use these keys of its config.',
  value: ['DisplayName', 'Description', 'TaskRequestMaxCPU', 'TaskRequestMinMemory'],
  source: 'Microsoft: SSIS Scale Out Worker, "NOT in use in SQL Server 2017"',
  standing: 'documented',
  otherwise: 'They are written all the same; the plan warns of them where it sees a worker of 140.',
});

export const folderKeys = fact({
  id: 'config.folders',
  says: 'These keys of WorkerSettings.config name the folder of what packages write while they run, and of log messages that wait for SSISDB. Where one is empty, the folder is Tasks and ELogCache beside the log of the worker.',
  value: ['TasksRootFolder', 'ExecutionLogCacheFolder'],
  source: 'Microsoft: SSIS Scale Out Worker; the default of the second is documented, that of the first inferred',
  standing: 'inferred',
  otherwise: 'The folder is told as not there, and nothing is told of its size.',
});

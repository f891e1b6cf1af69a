import { fact } from './fact.js';

export const serviceNames = fact({
  id: 'service.names',
  says: 'The services of Scale Out have these names, with the three digits of their version after it.',
  value: ['SSISScaleOutMaster', 'SSISScaleOutWorker'],
  source: 'Microsoft: SSIS Scale Out walkthrough (140); service lists of users (150, 160)',
  standing: 'reported',
  otherwise: 'A service of another name is not found: the plan says that no Scale Out Worker is installed.',
});

export const clusterService = fact({
  id: 'cluster.service',
  says: 'A Windows machine on which failover clustering is installed has this service; while it runs, and only then, HKLM\\Cluster is loaded.',
  value: 'ClusSvc',
  source: 'Microsoft: Failover Clustering, Cluster service and the cluster database (HKLM\\Cluster, hive CLUSDB)',
  standing: 'documented',
  otherwise:
    'Where the service is there and does not run, or the hive cannot be read, who owns a service of Scale Out is unknown, and nothing starts or stops it.',
});

export const clusterResources = fact({
  id: 'cluster.resources',
  says: 'The first key of HKLM has a key for each resource of the cluster, in which the second key has the name of a generic service as the third, a value.',
  value: ['Cluster\\Resources', 'Parameters', 'ServiceName'],
  source: 'Microsoft: Generic Service resource type, private property ServiceName; registry of clusters in use',
  standing: 'documented',
  otherwise: 'A service that the cluster owns in another way is taken for one that nobody else starts.',
});

export const netbiosLength = fact({
  id: 'names.netbios-length',
  says: 'The NetBIOS name of a Windows host is the first characters of its host name, at most as many as this.',
  value: 15,
  source: 'Microsoft: Naming conventions in Active Directory; .NET Environment.MachineName is the NetBIOS name',
  standing: 'documented',
  otherwise: 'Names are compared in full as well: a row with the whole host name is found as before.',
});

export const rowName = fact({
  id: 'names.worker-row',
  says: 'The row of a worker shows its host name or its NetBIOS name, in any case, with or without the domain.',
  value: ['host name', 'NetBIOS name'],
  source: 'published SSISDB: the worker sends the name with its heartbeat; what it sends is not public',
  standing: 'inferred',
  otherwise: 'The id in the config of the worker decides; without it a row of another name is told as not listed.',
});

export const fullLanguage = fact({
  id: 'powershell.full-language',
  says: 'PowerShell runs every script only where $ExecutionContext.SessionState.LanguageMode is this. WDAC and AppLocker make it ConstrainedLanguage, where types of .NET other than the core ones have no methods; reading that property is allowed there.',
  value: 'FullLanguage',
  source: 'Microsoft: about_Language_Modes',
  standing: 'documented',
  otherwise: 'The machine gives no answer, and the plan says so with what PowerShell printed.',
});

export const languageErrors = fact({
  id: 'powershell.language-errors',
  says: 'A session that runs no scripts at all (NoLanguage), or that knows data only (RestrictedLanguage), refuses even that look, with one of these in the error.',
  value: ['ScriptsNotAllowed', 'InvalidScriptBlockInDataSection', 'no-language mode', 'restricted language mode'],
  source: 'PowerShell: ParserStrings and the error ids of its parser and its remote sessions',
  standing: 'published',
  otherwise: 'The machine gives no answer, and the plan says so with what PowerShell printed.',
});

export const systemEvents = fact({
  id: 'events.services',
  says: 'The source Service Control Manager writes these into the System log: a service did not start (7000), was too slow to (7009), ended by itself (7031, 7034), could not log on (7038), or has not the right to log on as a service (7041).',
  value: [7000, 7009, 7031, 7034, 7038, 7041],
  source: 'From memory of the event ids of Windows; no page was found again',
  standing: 'inferred',
  otherwise: 'A service that does not run is told as stopped, without the reason that Windows wrote down.',
});

export const logonErrors = fact({
  id: 'events.logon-errors',
  says: 'An entry on a service that could not log on has one of these numbers behind %%: unknown name or wrong password 1326, restricted 1327, wrong hours 1328, wrong computer 1329, expired password 1330, disabled account 1331, right not granted 1385, account locked 1909, and 1069 for any of them.',
  value: [1326, 1327, 1328, 1329, 1330, 1331, 1385, 1909, 1069],
  source: 'Microsoft: System error codes (winerror.h); that the entries hold them so is from memory',
  standing: 'inferred',
  otherwise: 'The entry is shown as it is, and which of the reasons it was is not told apart.',
});

export const accountRights = fact({
  id: 'windows.account-rights',
  says: 'A worker runs packages by these rights of its account: replace a process level token, adjust memory quotas for a process, impersonate a client after authentication. Setup gives them to the account that it is told of.',
  value: ['SeAssignPrimaryTokenPrivilege', 'SeIncreaseQuotaPrivilege', 'SeImpersonatePrivilege'],
  source:
    'Microsoft: Configure Windows service accounts and permissions, "Windows privileges and rights" (names of the rights of Integration Services)',
  standing: 'inferred',
  otherwise: 'A right that is not needed is told as missing.',
});

export const rightsExport = fact({
  id: 'windows.rights-export',
  says: 'The command secedit /export with the area USER_RIGHTS writes a file in UTF-16 with a line for each right: its name, an equals sign, and who has it, as SIDs with a star or as names.',
  value: 'USER_RIGHTS',
  source: 'Microsoft: secedit export; security templates, [Privilege Rights]',
  standing: 'documented',
  otherwise: 'The rights of an account are unknown, with the reason.',
});

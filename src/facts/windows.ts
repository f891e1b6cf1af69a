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

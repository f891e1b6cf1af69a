import { fact } from './fact.js';

export const logTexts = fact({
  id: 'log.texts',
  says: 'Each kind of trouble of a worker has one of these texts in its log: the kind, and a regular expression without case. The texts are those of .NET in English.',
  value: [
    'noEndpoint: no endpoint listening',
    'trust: could not establish trust relationship',
    'secureChannel: could not establish secure channel',
    'anonymous: (403|forbidden).*anonymous|anonymous.*(403|forbidden)',
    'httpRequest: error occurred while making the http request',
  ],
  source: 'Microsoft: Troubleshoot SSIS Scale Out',
  standing: 'documented',
  otherwise: 'The line is told by the type of its exception, or not at all.',
});

export const logExceptions = fact({
  id: 'log.exceptions',
  says: 'Where .NET speaks another language, the type of the exception in the line tells the kind: types are never translated. SecurityNegotiationException stands for trust as well as for secureChannel, and CommunicationException for more than httpRequest.',
  value: [
    'noEndpoint: EndpointNotFoundException',
    'security: SecurityNegotiationException',
    'anonymous: MessageSecurityException',
    'communication: CommunicationException',
  ],
  source:
    'Microsoft: .NET API, System.ServiceModel and System.ServiceModel.Security; exceptions of WCF clients in public logs',
  standing: 'inferred',
  otherwise: 'Nothing is told of the log, and the worker is told as offline without a cause.',
});

export const logBase = fact({
  id: 'log.base',
  says: 'The services keep their logs below this folder of the profile of their account.',
  value: 'AppData\\Local\\SSIS',
  source: 'Microsoft: Troubleshoot Scale Out; three cleanup scripts of users',
  standing: 'documented',
  otherwise:
    'No log is found: the plan and the status say so of a worker that is not heard of, with the folders that were looked in.',
});

export const logFamilies = fact({
  id: 'log.families',
  says: 'Below it one of these folders stands, and in that one, of some versions, a folder named by digits: ScaleOut\\16\\Master for 160, ScaleOut\\Master for 140.',
  value: ['ScaleOut', 'Cluster'],
  source:
    'Cleanup scripts of users (140 and 160); Microsoft: Troubleshoot Scale Out (Cluster\\Agent), Scale Out Worker (ScaleOut\\Agent); 2019 and 2025 were not seen',
  standing: 'reported',
  otherwise: 'Each is looked in, with and without a folder of digits, and the newest log counts.',
});

export const logRoles = fact({
  id: 'log.roles',
  says: 'The log of a master is in the first folder, that of a worker in the second.',
  value: ['Master', 'Agent'],
  source: 'Microsoft: Troubleshoot Scale Out; cleanup scripts of users (Master)',
  standing: 'documented',
  otherwise: 'No log is found, and that is said with the folders that were looked in.',
});

export const logOthers = fact({
  id: 'log.others',
  says: 'These folders hold what packages wrote of themselves, not what the service wrote.',
  value: ['Tasks', 'ELogCache'],
  source: 'Microsoft: SSIS Scale Out Worker, TasksRootFolder and ExecutionLogCacheFolder',
  standing: 'documented',
  otherwise: 'A line of a package could be taken for one of the service; the file that it stands in is named with it.',
});

export const logLineTimes = fact({
  id: 'log.line-times',
  says: 'A line of a log, or one above it, has its time among its first characters, in one of these forms; a time without a zone is the local time of the machine. Which form the services write is not public.',
  value: ['2026-11-24T02:15:20.123Z', '2026-11-24 02:15:20,123', '24.11.2026 02:15:20', '11/24/2026 2:15:20 AM'],
  source: 'Forms that programs of .NET write; no log of a service of Scale Out was seen',
  standing: 'inferred',
  otherwise:
    'The line is of unknown time. It counts only where its file was written after the last heartbeat, and is told as of unknown time.',
});

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

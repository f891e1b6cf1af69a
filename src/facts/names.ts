import { fact } from './fact.js';

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

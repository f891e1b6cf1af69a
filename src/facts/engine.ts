import { fact } from './fact.js';

export const windowsLoginRefused = fact({
  id: 'engine.windows-login-refused',
  says: 'A Windows login that SQL Server cannot take has these numbers: 17806 and 17807 where the handshake failed, 18452 where the account comes from an untrusted domain. Extended Protection that is Required refuses a client without channel binding in the same way.',
  value: [17806, 17807, 18452],
  source:
    'Microsoft: Database Engine events and errors; Connect to the Database Engine using Extended Protection (Required: clients that do not support it are refused)',
  standing: 'documented',
  otherwise: 'The login is told as refused, with the number and the words of the server.',
});

export const assemblyNotTrusted = fact({
  id: 'engine.assembly-not-trusted',
  says: 'Error 10314 tells of an assembly that SQL Server does not trust or cannot load, as that of SSISDB after a restore.',
  value: 10314,
  source: 'Microsoft: Database Engine events and errors; SSIS catalog, back up, restore and move SSISDB',
  standing: 'documented',
  otherwise: 'The error is told with the number and the words of the server.',
});

import { windowsLoginRefused } from '../../../facts/engine.js';
import { each, type NumberMeanings } from './number-meaning.js';

// Numbers and texts: learn.microsoft.com, "Database Engine events and errors".

/** Errors of logging in and of opening the database. */
export const loginNumbers: NumberMeanings = {
  18456: { code: 'catalog.login-failed', general: true },
  ...each([18450, 18451, 18457, 18458, 18459, 18460], { code: 'catalog.login-refused' }),
  ...each(windowsLoginRefused.value, { code: 'catalog.login-untrusted-domain' }),
  ...each([18470, 18486], { code: 'catalog.login-disabled' }),
  ...each([18463, 18464, 18465, 18466, 18467, 18468, 18487, 18488], { code: 'catalog.password-expired' }),
  18461: {
    code: 'catalog.login-refused',
    remedy: 'The server runs in single-user mode. Wait until its maintenance is over.',
  },
  17892: {
    code: 'catalog.login-refused',
    remedy: 'A logon trigger refused the login; change the trigger or the login.',
  },
  ...each([17809, 17810], {
    code: 'catalog.login-refused',
    remedy: 'The server has no free connection: see the option "user connections" and who holds the others.',
  }),
  // 17142: paused; 17187 to 17189: starting; 18401: script upgrade mode; 17197 and 17830: the login took too long.
  ...each([17142, 17187, 17188, 17189, 17197, 17828, 17830, 17832, 18401], {
    code: 'catalog.login-refused',
    transient: true,
    remedy: 'The server is starting, upgrading or overloaded. Wait and run the command again.',
  }),
  17835: { code: 'catalog.encryption-required' },
  ...each([40532, 40615, 40914], {
    code: 'catalog.login-refused',
    remedy: "Allow this machine's address in the server's firewall rules.",
  }),
  // 911: no such database; 916: no user in it; 4060 and 4064: cannot be opened.
  ...each([911, 916, 4060, 4063, 4064], { code: 'catalog.database-not-found' }),
  ...each([924, 927, 942, 945, 946, 954, 979, 9001], { code: 'catalog.database-unavailable' }),
  // Recovering, changing its role in an availability group, or moving in Azure.
  ...each([921, 922, 923, 952, 955, 976, 978, 981, 982, 983, 988, 40613, 42108, 42109], {
    code: 'catalog.database-unavailable',
    transient: true,
  }),
};

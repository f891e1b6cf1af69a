import { describe } from 'vitest';
import { lacking } from '../support/posix.js';
import { byPowerShell } from './machines/by-powershell.js';
import { bySsh, bySshThroughBastion } from './machines/by-ssh.js';
import { describeTransport } from './machines.js';

describeTransport('over ssh', bySsh);
describeTransport('over ssh through a bastion', bySshThroughBastion);
describe.skipIf(lacking.shell)('by a program in place of PowerShell', () => {
  describeTransport('on this machine', (wish) => byPowerShell(wish, 'local'));
  describeTransport('over PowerShell remoting', (wish) => byPowerShell(wish, 'winrm'));
});

// Stands in for powershell.exe: hands its standard input to the test over a socket, and prints or does what that says.
import { connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';

const input = await buffer(process.stdin);
const socket = connect(process.env.FAKE_POWERSHELL_SOCKET ?? '');
socket.write(input);
socket.write('\0');
const { prints, dies } = JSON.parse(await text(socket));
if (dies) process.kill(process.pid, 'SIGKILL');
process.stdout.write(prints);

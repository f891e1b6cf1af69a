// A process of its own, so that its work is not counted as ours: an SSH server for machines named by the user, behind a
// network that takes its time. Prints one JSON line, then serves until its standard input ends.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import ssh2 from 'ssh2';

const { Server, utils } = ssh2;
const oneWay = Number(process.argv[2]) / 2;

/** ssh2 writes one key in 256 with a byte too few. */
function newKey() {
  for (;;) {
    const text = utils.generateKeyPairSync('ed25519').private;
    if (!(utils.parseKey(text) instanceof Error)) return text;
  }
}

/** What only a diagnosis asks for, as a machine in order answers it. */
const examination = {
  services: { value: [{ name: 'SSISScaleOutWorker160', rights: ['SeImpersonatePrivilege'], administrator: false }] },
  events: { value: [] },
  listeners: { value: [{ port: 8391, processId: 4, process: 'System' }] },
  urls: { value: [] },
  reached: { value: [{ host: 'sqletl01', port: 8391, result: 'open', addresses: ['192.0.2.1'] }] },
  folders: { value: [] },
  disks: { value: [{ name: 'C:', freeBytes: 1e11, totalBytes: 2e11 }] },
  tls: { value: { protocols: [], strongCrypto: null, systemDefault: null } },
  root: { value: { certificates: 300, subjectBytes: 9000 } },
  load: { value: { cpuPercent: 3, freeMemoryMegabytes: 4096 } },
};

function answer(hostName) {
  const thumbprints = Array.from({ length: 300 }, (_, index) =>
    createHash('sha1').update(`${index}`).digest('hex').toUpperCase(),
  );
  const store = { value: { thumbprints, certificates: [] } };
  const value = {
    hostName,
    clock: new Date().toISOString(),
    administrator: true,
    installations: [],
    root: store,
    my: store,
    bindings: { value: [] },
    firewall: { value: [] },
    schannel: { sendTrustedIssuerList: null, clientAuthTrustMode: null },
    trouble: [],
    logs: [],
    examination,
  };
  const frame = Buffer.from(JSON.stringify({ ok: true, value })).toString('base64');
  return `<<<ssis-scaleout:${frame}:ssis-scaleout>>>\r\n`;
}

const hostKey = newKey();
const server = new Server({ hostKeys: [hostKey] }, (client) => {
  let machine = '';
  client.on('error', () => undefined);
  client.on('authentication', (context) => {
    machine = context.username;
    if (context.method === 'password') context.accept();
    else context.reject(['password']);
  });
  client.on('session', (accept) => {
    accept().on('exec', (acceptExec) => {
      const channel = acceptExec();
      channel.resume();
      channel.on('end', () => {
        channel.write(answer(machine));
        channel.exit(0);
        channel.end();
      });
    });
  });
});

/** Passes on what comes, each piece so many milliseconds later. */
function delayed(from, to) {
  from.on('data', (bytes) => setTimeout(() => to.write(bytes), oneWay));
  from.on('end', () => setTimeout(() => to.end(), oneWay));
  from.on('error', () => to.destroy());
  from.on('close', () => setTimeout(() => to.destroy(), oneWay));
}

const local = createServer({ noDelay: true }, (socket) => server.injectSocket(socket)).listen(0, '127.0.0.1');
await once(local, 'listening');
const network = createServer({ noDelay: true }, (near) => {
  const far = connect({ host: '127.0.0.1', port: local.address().port, noDelay: true });
  delayed(near, far);
  delayed(far, near);
}).listen(0, '127.0.0.1');
await once(network, 'listening');

const { port } = network.address();
const key = utils.parseKey(hostKey).getPublicSSH().toString('base64');
process.stdout.write(`${JSON.stringify({ port, knownHosts: `[127.0.0.1]:${port} ssh-ed25519 ${key}` })}\n`);
process.stdin.on('end', () => process.exit()).resume();

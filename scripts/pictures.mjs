// node scripts/pictures.mjs [--check]: the pictures of the README and of docs/rehearse.md, docs/pictures/*.svg, out of what the
// built program prints, and draws, for a sandbox that is made for them. Set are the clock, the zone and the width; and digits that are random in each sandbox
// (thumbprints of made certificates, the plan's fingerprint) are shown as others of the same length. With --check it only
// says whether the pictures are what the program prints today.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ansiSvg } from './ansi-svg.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = join(root, 'dist', 'cli', 'main.js');
const clock = new URL('picture-clock.mjs', import.meta.url).href;
const columns = 80;
const folder = mkdtempSync(join(tmpdir(), 'scaleout-pictures-'));
const topology = readFileSync(join(root, 'examples', 'topology.yaml'), 'utf8');

/** Runs a command at a moment; what it prints. */
function scaleout(command, moment) {
  const env = {
    ...process.env,
    TZ: 'UTC',
    FORCE_COLOR: '1',
    NODE_OPTIONS: `--import ${clock}`,
    SCALEOUT_PICTURE_MOMENT: moment,
    SCALEOUT_PICTURE_COLUMNS: String(columns),
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...command.split(' ')], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`scaleout ${command} ended with ${status}:\n${stderr}`);
  return stdout;
}

/** Digits that are not of the topology or of its files are random: the first such becomes 1A1A..., the next 2B2B.... */
function settled(text) {
  const certificate = '7C8FB327B393F36525D043C84092706FC9D5A20D';
  const seen = [];
  return text.replaceAll(/\b[0-9A-F]{40}\b|\b[0-9a-f]{64}\b/g, (digits) => {
    if (digits === certificate) return digits;
    if (!seen.includes(digits)) seen.push(digits);
    const pair = ['1A', '2B', '3C', '4D'][seen.indexOf(digits) % 4];
    const shown = pair.repeat(digits.length / 2);
    return digits.length === 64 ? shown.toLowerCase() : shown;
  });
}

/** A fleet as the example says, in which somebody has changed a worker by hand, and another one’s service is off. */
function prepare() {
  cpSync(join(root, 'examples', 'certs'), join(folder, 'certs'), { recursive: true });
  const before = topology
    .replace('description: Nightly warehouse loads', 'description: Ask Bob first')
    .replace('MaxTaskCount: 8', 'MaxTaskCount: 10');
  writeFileSync(join(folder, 'topology.yaml'), before);
  scaleout('apply --exclude worker/ETL09 --sandbox ./fleet --yes --no-history', '2026-03-02T21:00:00Z');
  // Both are restarted for it, one after the other.
  const rolling = topology.replace('MaxTaskCount: 8', 'MaxTaskCount: 12').replace('MaxTaskCount: 4', 'MaxTaskCount: 6');
  writeFileSync(join(folder, 'rolling.yaml'), rolling);
  scaleout('rehearse rolling.yaml --exclude worker/ETL09 --sandbox ./fleet --svg timeline.svg', '2026-03-03T02:10:00Z');
  writeFileSync(join(folder, 'topology.yaml'), topology);
  scaleout('sandbox drill ./fleet worker-service-disabled ETL02 --ago 25m', '2026-03-03T02:15:00Z');
}

const pictures = [
  { name: 'plan', command: 'plan --sandbox ./fleet' },
  { name: 'status', command: 'status --sandbox ./fleet' },
  { name: 'rehearse', drawn: 'timeline.svg' },
];

/** What a command prints, or what one has drawn. */
function pictureOf({ command, drawn }) {
  if (drawn !== undefined) return readFileSync(join(folder, drawn), 'utf8');
  const typed = `scaleout ${command}`;
  const text = settled(scaleout(command, '2026-03-03T02:15:10Z'));
  return ansiSvg(`\u001B[2m$\u001B[22m ${typed}\n${text}`, { title: `What ${typed} prints`, columns });
}

const stale = [];
try {
  prepare();
  for (const picture of pictures) {
    const svg = pictureOf(picture);
    const file = join(root, 'docs', 'pictures', `${picture.name}.svg`);
    if (process.argv.includes('--check')) {
      if (readFileSync(file, 'utf8') !== svg) stale.push(file);
    } else {
      mkdirSync(join(root, 'docs', 'pictures'), { recursive: true });
      writeFileSync(file, svg);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const file of stale) console.error(`${file} is not what the program prints: run node scripts/pictures.mjs`);
process.exitCode = stale.length > 0 ? 1 : 0;

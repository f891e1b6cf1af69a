import type { Immutable } from '../../domain/documents.js';
import type * as generated from '../../generated/rotation.js';
import { copied, shellOf } from '../../text/copied.js';
import { withGivenWords } from '../../text/given-words.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import { type Cell, table } from '../../text/table.js';
import { localMoment, momentWithAge } from '../../text/times.js';
import { catalogText, counted, firstOf, listed } from '../../text/words.js';
import { certificateCell } from './certificate-cell.js';

export type RotationDocument = Immutable<generated.RotationDocument>;
type WorkerRotation = Immutable<generated.WorkerRotation>;
type MasterRotation = Immutable<generated.MasterRotation>;
type Certificate = Immutable<generated.RotatedCertificate>;
type Blocker = Immutable<generated.RotationBlocker>;
type Old = Immutable<generated.OldCertificate>;

/** Machines that one line names. */
const named = 8;

/** Things that keep a switch are told up to here, then counted. */
const told = 12;

/** How far a rotation is, as a person reads it: what is in use, what is next, what keeps it, and the command to go on with. */
export function rotationText(document: RotationDocument, screen: Screen): string {
  const { topology, catalog, observedAt, master, workers, next } = document;
  const { bold } = style(screen.colors);
  const what = master === undefined ? workersTitle(workers ?? []) : "the master's certificate";
  const head = `${bold(printable(topology.name))}: ${what}; ${catalogText(catalog)}, ${localMoment(observedAt, screen)}`;
  const go = next === null ? 'Next: nothing needs to be done now.' : goText(next, screen);
  const blocks = [
    paragraph('', head, screen),
    ...(master === undefined ? [] : masterBlocks(master, document, screen)),
    ...(workers === undefined ? [] : workersBlocks(workers, document, screen)),
    go,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** The command is a line of its own, which can be copied. */
function goText({ command, first }: NonNullable<RotationDocument['next']>, screen: Screen): string {
  const { given } = screen;
  const line = copied(
    '  ',
    printable(withGivenWords(command, given)),
    shellOf(given?.platform ?? process.platform),
    screen,
  );
  return [first === undefined ? 'Next:' : paragraph('Next: ', `${printable(first)} Then:`, screen), line].join('\n');
}

function workersTitle(workers: readonly WorkerRotation[]): string {
  return workers.length === 1 ? 'the certificate of 1 worker' : `the certificates of ${workers.length} workers`;
}

const masterPhases = {
  current: 'the certificate in use stays.',
  bring: 'a new certificate is needed, and a person brings it.',
  preparing: 'not everybody is ready for the next certificate yet.',
  prepared: 'everybody is ready for the next certificate, and nobody uses it yet.',
  switching: 'the certificate in use is not the one that everybody goes by yet.',
  keeping: 'the switch is done, and an old certificate is still trusted.',
  unknown: 'which certificate is in use could not be seen.',
} as const satisfies Record<MasterRotation['phase'], string>;

function masterBlocks(master: MasterRotation, document: RotationDocument, screen: Screen): readonly string[] {
  const { phase, reason, certificate, next, nodes, workers, blockers, old, renewedFrom } = master;
  const row = (name: string, text: string) => paragraph(`  ${name.padEnd(8)}  `, text, screen);
  const because = reason === undefined ? '' : ` ${capital(printable(reason))}.`;
  return [
    paragraph('', `Phase: ${phase}: ${masterPhases[phase]}${because}`, screen),
    [
      row('In use', certificateWords(certificate, document, screen)),
      ...(certificate?.notBefore === undefined ? [] : [row('From', localMoment(certificate.notBefore, screen))]),
      ...(next === null ? [] : [row('Next', nextWords(next, document, screen))]),
      ...(renewedFrom === undefined ? [] : [row('Renewed', `by apply from ${localMoment(renewedFrom, screen)} on`)]),
    ].join('\n'),
    nodes.length === 0 ? '' : nodesTable(nodes, master, screen),
    trustLines(workers, next !== null, screen),
    blockersText(blockers, screen),
    oldText(old, screen),
  ];
}

const nextStates = {
  present: 'it is there with its private key',
  missing: 'a person brings it with its private key to each node',
  create: 'it is still to be made',
} as const;

function nextWords(
  { state, why, certificate }: NonNullable<MasterRotation['next']>,
  document: RotationDocument,
  screen: Screen,
): string {
  const which = certificate === undefined ? '' : `${certificateWords(certificate, document, screen)}; `;
  return `${which}${nextStates[state]} (${printable(why)})`;
}

function nodesTable(nodes: MasterRotation['nodes'], { certificate, next }: MasterRotation, screen: Screen): string {
  const which = (thumbprint: string | null) => {
    if (thumbprint === null) return '-';
    if (thumbprint === certificate?.thumbprint) return 'in use';
    return thumbprint === next?.certificate?.thumbprint ? 'next' : printable(thumbprint);
  };
  return table(
    ['NODE', 'HAS NEXT', { title: 'CONFIG NAMES', fold: 'id' }, { title: 'PORT ANSWERS WITH', fold: 'id' }],
    nodes.map(({ machine, hasNext, names, bound }): readonly Cell[] => [
      { text: printable(machine) },
      { text: hasNext ?? '-' },
      { text: which(names) },
      { text: which(bound) },
    ]),
    screen,
  );
}

/** Who trusts the next certificate, and who pins what: those that differ by name. */
function trustLines(workers: MasterRotation['workers'], hasNext: boolean, screen: Screen): string {
  if (workers.length === 0) return '';
  const namesOf = (found: MasterRotation['workers']) =>
    firstOf(
      found.map(({ machine }) => printable(machine)),
      named,
    );
  const trusting = (state: string) => workers.filter(({ trustsNext }) => trustsNext === state);
  const pinning = (state: string) => workers.filter(({ pins }) => pins === state);
  const part = (found: MasterRotation['workers'], words: string) =>
    found.length === 0 ? [] : [`${words}: ${namesOf(found)}`];
  const trust = [
    `${trusting('yes').length} of ${counted(workers.length, 'worker')} trust the next one`,
    ...part(trusting('no'), 'not yet'),
    ...part(trusting('unknown'), 'not seen'),
  ];
  const pins = [
    `${pinning('inUse').length} of ${counted(workers.length, 'worker')} name the one in use`,
    ...part(pinning('next'), 'the next one'),
    ...part(pinning('other'), 'another one'),
    ...part(pinning('unknown'), 'not seen'),
    ...part(
      workers.filter(({ isUnread }) => isUnread === true),
      'read only at a restart that is still to come',
    ),
  ];
  const out = workers.filter(({ isDisabled }) => isDisabled === true);
  const disabled = `${namesOf(out)}: disabled in the catalog. A switch that somebody runs now disables the workers first; a maintenance does so too, and the topology.`;
  return [
    ...(hasNext ? [paragraph('  Trust     ', `${trust.join('; ')}.`, screen)] : []),
    paragraph('  Configs   ', `${pins.join('; ')}.`, screen),
    ...(out.length === 0 ? [] : [paragraph('  Out       ', disabled, screen)]),
  ].join('\n');
}

function blockersText(blockers: readonly Blocker[], screen: Screen): string {
  if (blockers.length === 0) return '';
  const { yellow } = style(screen.colors);
  const lines = blockers.slice(0, told).flatMap(({ who, why, remedy }) => {
    const about = who === null ? capital(printable(why)) : `${printable(who)}: ${printable(why)}`;
    return [paragraph('  ', about, screen), paragraph('    What to do: ', printable(remedy), screen)];
  });
  const more = blockers.length - told;
  return [yellow('What keeps the switch:'), ...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n');
}

function oldText(old: readonly Old[], screen: Screen): string {
  if (old.length === 0) return '';
  const lines = old.map(({ thumbprint, trustedBy, keptUntil }) => {
    const until =
      keptUntil === null
        ? 'since when it is not used cannot be told'
        : `kept until ${momentWithAge(keptUntil, screen)} (policy.certificates.keepOld)`;
    return paragraph(
      '  ',
      `${printable(thumbprint)}: by ${firstOf(trustedBy.map(printable), named)}; ${until}`,
      screen,
    );
  });
  return ['Not used any more, and still trusted:', ...lines].join('\n');
}

const workerPhases = {
  current: 'the certificate in use stays.',
  due: 'the next apply gives it another one.',
  prepared: 'the next one is there, and is not used yet.',
  switching: 'its config names another one than its service goes by until it is restarted.',
  bring: 'a person brings the next one.',
  unknown: 'which one it uses could not be seen.',
} as const satisfies Record<WorkerRotation['phase'], string>;

function workersBlocks(
  workers: readonly WorkerRotation[],
  document: RotationDocument,
  screen: Screen,
): readonly string[] {
  const { bold } = style(screen.colors);
  const phases = [...new Set(workers.map(({ phase }) => phase))];
  const legend = phases.map((phase) => paragraph('  ', `${phase}: ${workerPhases[phase]}`, screen));
  const rows = workers.map((worker): readonly Cell[] => [
    { text: printable(worker.machine) },
    { text: worker.phase },
    { text: worker.certificate === null ? '-' : printable(worker.certificate.thumbprint) },
    { text: worker.certificate?.notBefore === undefined ? '-' : localMoment(worker.certificate.notBefore, screen) },
    endCell(worker.certificate, document, screen),
    { text: worker.next === null ? '-' : printable(worker.next.thumbprint) },
  ]);
  const columns = [
    'WORKER',
    'PHASE',
    { title: 'IN USE', fold: 'id' },
    'VALID FROM',
    'ENDS',
    { title: 'NEXT', fold: 'id' },
  ] as const;
  const details = workers.flatMap((worker) => {
    const lines = detailLines(worker, screen);
    return lines.length === 0 ? [] : [[bold(printable(worker.machine)), ...lines].join('\n')];
  });
  const most = details.slice(0, told);
  const more = details.length - told;
  return [
    workers.length === 0 ? '' : table(columns, rows, screen),
    legend.join('\n'),
    ...most,
    more > 0 ? `${counted(more, 'further worker')}: scaleout rotate workers --status --json has all.` : '',
  ];
}

function detailLines(worker: WorkerRotation, screen: Screen): readonly string[] {
  const { reason, trustedBy = [], blockers, old } = worker;
  const lacking = trustedBy.filter(({ state }) => state !== 'yes');
  const trust = lacking.map(
    ({ machine, state }) => `${printable(machine)} (${state === 'no' ? 'not yet' : 'not seen'})`,
  );
  return [
    ...(reason === undefined ? [] : [paragraph('  ', `${capital(printable(reason))}.`, screen)]),
    ...(trust.length === 0 ? [] : [paragraph('  ', `The next one is not trusted by ${listed(trust)}.`, screen)]),
    ...indented(blockersText(blockers, { ...screen, ...narrower(screen) })),
    ...indented(oldText(old, { ...screen, ...narrower(screen) })),
  ];
}

function narrower({ columns }: Screen): Pick<Screen, 'columns'> {
  return { columns: columns === undefined ? undefined : columns - 2 };
}

function indented(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n').map((line) => `  ${line}`);
}

function certificateWords(certificate: Certificate | null, document: RotationDocument, screen: Screen): string {
  if (certificate === null) return 'not seen';
  const { thumbprint, state, isOurs } = certificate;
  const { text } = endCell(certificate, document, screen);
  const end = state === undefined ? 'no machine showed it' : state === 'ended' ? text : `ends ${text}`;
  return `${printable(thumbprint)} (${end}${isOurs === true ? ', made by scaleout' : ''})`;
}

function endCell(certificate: Certificate | null, { observedAt }: RotationDocument, screen: Screen): Cell {
  if (certificate?.notAfter === undefined || certificate.state === undefined) return { text: '-' };
  const { thumbprint, notAfter, state } = certificate;
  return certificateCell({ thumbprint, names: [], notAfter, state }, observedAt, screen);
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

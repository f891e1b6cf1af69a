import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { moment } from '../../text/times.js';
import { counted, firstOf } from '../../text/words.js';
import type { Told } from '../guards/guard.js';
import { changeGuards } from '../guards/guards.js';
import { daysLeft } from '../view/certificates.js';
import type { NewMasterCertificate } from '../view/master-certificate.js';
import { keptUntil, oldCertificates, thumbprintIn } from '../view/master-rotation.js';
import type { SwitchKeeper } from '../view/switch-keepers.js';
import type { DiffContext, Remark } from './kind.js';

/** Things that keep the switch and are put into words. */
const named = 5;

/** What there is to say of the master's certificate as a whole: what becomes of it, what keeps that, and what a person brings. */
export function masterChangeRemarks(context: DiffContext): readonly Remark[] {
  const { topology, master, isChosen } = context;
  // Who plans for some workers alone did not ask.
  if (!master.nodes.some(({ name }) => isChosen(`master/${name}`))) return [];
  const remarks = [...phaseRefusals(context), ...changeNotes(context), ...bringNotes(context)];
  return topology.master === undefined || remarks.length === 0 ? [] : [{ remarks }];
}

/** The part of a rotation that a command asks for, and that may not be done. */
function phaseRefusals(context: DiffContext): readonly Told[] {
  const { masterChange, topology, catalog, master } = context;
  const { keepers, next, isSwitched } = masterChange;
  switch (topology.master?.rotate) {
    case 'switch': {
      if (isSwitched) return [];
      if (next === undefined) {
        const inUse = master.certificate.known ? ` uses ${master.certificate.thumbprint} and` : '';
        return [
          changeGuards.rotationNotPrepared(
            `The master${inUse} has no new certificate to switch to. ${howToPrepare(context)}`,
          ),
        ];
      }
      const unprepared = keepers.filter(({ by }) => by === 'preparation');
      if (unprepared.length > 0) return [changeGuards.rotationNotPrepared(keepersText(unprepared))];
      return [changeGuards.rotationWindow(keepersText(keepers))];
    }
    case 'complete': {
      if (next !== undefined) {
        return [changeGuards.rotationKept('The switch is still to come: the master uses the old certificate.')];
      }
      const old = oldCertificates(context, context);
      const until = keptUntil(context, context);
      if (old.length === 0 || (until !== undefined && until <= Date.parse(catalog.observedAt))) return [];
      const names = firstOf(
        old.map(({ thumbprint }) => thumbprint),
        named,
      );
      const when =
        until === undefined
          ? 'since when the new one is in use cannot be seen'
          : `until ${moment(new Date(until).toISOString())}`;
      return [changeGuards.rotationKept(`${names}: ${when}.`)];
    }
    default:
      return [];
  }
}

function howToPrepare({ master }: DiffContext): string {
  return master.bring === undefined
    ? 'Run scaleout rotate master --prepare first.'
    : `A person has to bring one: ${master.bring}. Then name it in master.certificate.`;
}

function changeNotes(context: DiffContext): readonly Diagnostic[] {
  const { masterChange, topology, catalog, master } = context;
  const { next, isSwitched, held, cutOver, keepers, move } = masterChange;
  if (held !== undefined) {
    const code = move === undefined ? 'plan.rotation-begun' : 'plan.master-move-held';
    return [diagnostic(code, keepersText(held), { severity: 'warning' })];
  }
  if (cutOver !== undefined) {
    const order = `${counted(cutOver.members.size, 'worker')} at one time, then the master, then one worker, then the others.`;
    const isOfCertificate = move === undefined || isSwitched;
    const ofCertificate = isOfCertificate ? [diagnostic('plan.master-switch', order, { severity: 'note' })] : [];
    if (move === undefined) return ofCertificate;
    const detail = `From port ${move.from} to ${move.to}: ${order}`;
    return [...ofCertificate, diagnostic('plan.master-move', detail, { severity: 'note' })];
  }
  const phase = topology.master?.rotate;
  // Of a phase that is refused the refusal says all.
  if (next === undefined || isSwitched || phase === 'switch' || phase === 'complete') return [];
  const name = thumbprintIn(next) ?? 'a new one';
  if (next.why === 'prepared' || next.why === 'asked' || keepers.length === 0) {
    if (keepers.length === 0) return [preparedNote(next)];
    const detail = `${name}. The switch to it still waits: ${keepersText(keepers)}`;
    return [diagnostic('plan.rotation-prepared', detail, { severity: 'note' })];
  }
  const stored = master.certificate.known ? master.certificate.stored : undefined;
  const left = stored === undefined ? undefined : daysLeft(stored, catalog.observedAt);
  const ends = stored === undefined ? '' : `The one in use (${stored.thumbprint}) ${endText(stored.notAfter, left)}. `;
  const isSoon = left !== undefined && left < topology.policy.certificates.warnBeforeDays;
  const detail = `${ends}The switch to ${name} waits: ${keepersText(keepers)}`;
  return [diagnostic('plan.rotation-waits', detail, { severity: isSoon ? 'warning' : 'note' })];
}

/** Of one that nothing keeps from the switch. */
function preparedNote(next: NewMasterCertificate): Diagnostic {
  const name = thumbprintIn(next);
  const detail =
    name === undefined ? 'It is made by this plan, and the master goes on with the one in use.' : `${name}.`;
  return diagnostic('plan.rotation-prepared', detail, { severity: 'note' });
}

/** Of the one in use, where the next one is nobody's to make but a person's. */
function bringNotes({ master, topology, catalog }: DiffContext): readonly Diagnostic[] {
  const stored = master.certificate.known ? master.certificate.stored : undefined;
  if (master.bring === undefined || stored === undefined) return [];
  const left = daysLeft(stored, catalog.observedAt);
  const isSoon = left < topology.policy.certificates.warnBeforeDays;
  const detail = `${stored.thumbprint} ${endText(stored.notAfter, left)}, and scaleout makes no new one: ${master.bring}.`;
  const nodes = firstOf(
    master.nodes.map(({ name }) => name),
    named,
  );
  const names = firstOf(stored.names, named);
  const remedy = `Before that, install a certificate for ${names} with its private key in LocalMachine\\Root of ${nodes} (scaleout script prints how), then name it in master.certificate: the plan has all workers trust it, and switches when nothing keeps it.`;
  return [diagnostic('plan.master-certificate-bring', detail, { severity: isSoon ? 'warning' : 'note', remedy })];
}

function endText(notAfter: string, left: number | undefined): string {
  if (left === undefined || left < 0) return `ended ${moment(notAfter)}`;
  return `ends ${moment(notAfter)}, in ${counted(left, 'day')}`;
}

/** `worker/ETL03: its machine could not be looked at. Mend the access.` for the first of them, the others counted. */
export function keepersText(keepers: readonly SwitchKeeper[]): string {
  const shown = keepers
    .slice(0, named)
    .map(({ who, why, helps }) => `${subjectOf(who, why).replace(/\.$/, '')}. ${helps}`);
  const more = keepers.length - shown.length;
  return `${shown.join(' ')}${more > 0 ? ` And ${counted(more, 'more machine')}.` : ''}`;
}

function subjectOf(who: string | undefined, why: string): string {
  return who === undefined ? `${why.slice(0, 1).toUpperCase()}${why.slice(1)}` : `${who}: ${why}`;
}

// src/report compares what a real farm shows with src/facts, and tells it without names. checks*.ts have a look for
// each fact; names.ts and known-names.ts keep names out. A new fact needs a check, or a reason why none can tell.

import type { Immutable } from '../domain/documents.js';
import type { ReportDocument } from '../generated/report.js';
import type { Topology } from '../topology/topology.js';
import { type Check, type PlacedLook, phrase, reasonOf, type Verdict } from './check.js';
import { checks } from './checks.js';
import type { Found, FoundMachine } from './found.js';
import { namesOf } from './known-names.js';
import type { Names } from './names.js';

/** The document of schemas/report.schema.json, deeply readonly: nothing in it names a person or a machine. */
export type Report = Immutable<ReportDocument>;
export type ReportEntry = Report['facts'][number];
export type ReportLook = ReportEntry['looks'][number];
export type ReportMachine = Report['machines'][number];

export interface ReportOptions {
  readonly version: string;
  readonly now: Date;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Judges what was found by each fact, without a name of the farm in it. Pure. */
export function makeReport(topology: Topology, found: Found, { version, now, env }: ReportOptions): Report {
  const names = namesOf(topology, found, env);
  const judgedFacts = checks.flatMap((check) => ('cannot' in check ? [] : [entryOf(check, found, names)]));
  const count = (verdict: Verdict) => judgedFacts.filter(({ entry }) => entry.verdict === verdict).length;
  const missed = judgedFacts.filter(({ isMissed }) => isMissed).length;
  const unreached = found.machines.some(({ inspection, isSought }) => isSought && !inspection.known);
  const leftOut = judgedFacts.filter(({ entry, isMissed }) => entry.verdict === 'not seen' && !isMissed).length;
  return {
    formatVersion: 1,
    tool: { name: 'scaleout', version },
    createdOn: now.toISOString().slice(0, 10),
    catalog: catalogPart(found, names),
    machines: found.machines.map((machine) => machinePart(machine, names)),
    summary: {
      asExpected: count('as expected'),
      otherwise: count('otherwise'),
      notSeen: missed,
      leftOut,
      notByLooking: checks.length - judgedFacts.length,
      allAsExpected: count('otherwise') === 0 && missed === 0 && !unreached && count('as expected') > 0,
    },
    facts: judgedFacts.map(({ entry }) => entry),
    notByLooking: checks.flatMap((check) =>
      'cannot' in check
        ? [{ fact: check.fact.id, says: check.fact.says, standing: check.fact.standing, why: check.cannot }]
        : [],
    ),
  };
}

function entryOf(check: Extract<Check, { readonly look: unknown }>, found: Found, names: Names) {
  const { fact, expected } = check;
  const placed = check.look(found);
  const looks = placed.map((one) => lookOf(one, names));
  const isMissed = placed.some(({ look }) => look.verdict === 'not seen' && look.isSought);
  const has = (verdict: Verdict) => looks.some((look) => look.verdict === verdict);
  const verdict = has('otherwise') ? 'otherwise' : isMissed || !has('as expected') ? 'not seen' : 'as expected';
  const { id, says, standing } = fact;
  const entry: ReportEntry = { fact: id, says, standing, expected: names.sweep(expected(names)), verdict, looks };
  return { entry, isMissed };
}

function lookOf({ machine, look }: PlacedLook, names: Names): ReportLook {
  const where = machine === undefined ? 'catalog' : names.placeholder('machine', machine.machine);
  return look.verdict === 'not seen'
    ? { where, verdict: look.verdict, why: names.sweep(look.why(names)) }
    : { where, verdict: look.verdict, found: names.sweep(look.found(names)) };
}

function catalogPart({ catalog }: Found, names: Names): Report['catalog'] {
  if (!catalog.known) return { seen: false, why: names.sweep(reasonOf(catalog)(names)) };
  const { server, catalogProperties } = catalog.value;
  const schema = catalogProperties.known
    ? catalogProperties.value.find(({ name }) => name === 'SCHEMA_VERSION')
    : undefined;
  return {
    seen: true,
    productVersion: versionText(server.productVersion),
    edition: names.sweep(names.clean(server.edition)),
    ...(schema?.value ? { schema: names.sweep(names.clean(schema.value)) } : {}),
  };
}

function machinePart({ machine, roles, inspection, survey }: FoundMachine, names: Names): ReportMachine {
  const name = names.placeholder('machine', machine);
  const nameLength = machine.split('.')[0]?.length ?? 0;
  const head = { name, roles, nameLength };
  if (!inspection.known) return { ...head, seen: false, why: names.sweep(reasonOf(inspection)(names)) };
  if (!survey.known) return { ...head, seen: false, why: names.sweep(reasonOf(survey)(names)) };
  const { windows, powershell } = survey.value;
  const shown = inspection.value.installations.map(
    ({ service }) =>
      phrase`${service.name} (${service.startMode}, ${service.state}${() => (service.clustered ? ', clustered' : '')})`,
  );
  return {
    ...head,
    seen: true,
    windows: versionText(windows),
    powershell: `${versionText(powershell.version)} ${names.sweep(names.clean(`${powershell.edition} ${powershell.languageMode}`))}`,
    services: shown.map((one) => names.sweep(one(names))),
  };
}

/** A version is four numbers, like an address: it is shown where it can be nothing else. */
function versionText(text: string): string {
  return /^\d{1,3}(\.\d{1,6}){1,3}$/.test(text) ? text : 'in another form';
}

import type { Known } from '../domain/known.js';
import type { Installation, MachineObservation, MachineRole } from '../domain/machines.js';
import type { CatalogSurvey, MachineSurvey } from '../domain/survey.js';
import type { Fact } from '../facts/fact.js';
import type { Found, FoundMachine } from './found.js';
import type { Names } from './names.js';

/** A text that a report shows. It gets its words only with the names to replace: nothing foreign can pass by them. */
export type Phrase = (names: Names) => string;

/** Our own words as they stand; what is put in is foreign unless it is a phrase or a number. */
export function phrase(words: TemplateStringsArray, ...values: readonly (string | number | Phrase)[]): Phrase {
  return (names) =>
    words
      .map((word, index) => {
        const value = values[index];
        if (value === undefined) return word;
        return (
          word + (typeof value === 'string' ? names.clean(value) : typeof value === 'number' ? value : value(names))
        );
      })
      .join('');
}

export function listed(values: readonly (string | Phrase)[], most = 12): Phrase {
  const shown = values.slice(0, most).map((value) => (typeof value === 'string' ? phrase`${value}` : value));
  const more = values.length > most ? ` and ${values.length - most} more` : '';
  return (names) => `${shown.map((one) => one(names)).join(', ')}${more}`;
}

export type Verdict = 'as expected' | 'otherwise' | 'not seen';

/** What one look at one place found of a fact. */
export type Look =
  | { readonly verdict: 'as expected' | 'otherwise'; readonly found: Phrase }
  /** `isSought: false`: it was left out on purpose, or there is no such thing on this farm. */
  | { readonly verdict: 'not seen'; readonly why: Phrase; readonly isSought: boolean };

export interface PlacedLook {
  /** Undefined: the catalog. */
  readonly machine: FoundMachine | undefined;
  readonly look: Look;
}

/** The one check of a fact: what is looked for, or why no look can tell. */
export type Check =
  | { readonly fact: Fact; readonly expected: Phrase; look(found: Found): readonly PlacedLook[] }
  | { readonly fact: Fact; readonly cannot: string };

/** It holds, or it does not, with what was found. */
export function judged(holds: boolean, found: Phrase): Look {
  return { verdict: holds ? 'as expected' : 'otherwise', found };
}

export function notSeen(why: Phrase, isSought = true): Look {
  return { verdict: 'not seen', why, isSought };
}

/** `why` is a whole sentence: what a person would have to do, or what an answer would cost. */
export function cannotTell(fact: Fact, cannot: string): Check {
  return { fact, cannot };
}

/** A check of what the catalog shows of itself. */
export function ofCatalog(fact: Fact, expected: Phrase, look: (catalog: CatalogSurvey, found: Found) => Look): Check {
  return {
    fact,
    expected,
    look(found) {
      const { catalog } = found;
      return [{ machine: undefined, look: catalog.known ? look(catalog.value, found) : notSeen(reasonOf(catalog)) }];
    },
  };
}

/** A machine that was inspected and surveyed. */
export interface SeenMachine {
  readonly inspection: MachineObservation;
  readonly survey: MachineSurvey;
  readonly roles: readonly MachineRole[];
}

/** A check of each machine; undefined where there is nothing on it that the fact is about. */
export function ofMachines(fact: Fact, expected: Phrase, look: (seen: SeenMachine) => Look | undefined): Check {
  return { fact, expected, look: (found) => placedLooks(found, look) };
}

/** A look at each machine; undefined where there is nothing on it that the fact is about. */
export function placedLooks({ machines }: Found, look: (seen: SeenMachine) => Look | undefined): readonly PlacedLook[] {
  return machines.flatMap((machine) => placed(machine, look));
}

function placed(machine: FoundMachine, look: (seen: SeenMachine) => Look | undefined): readonly PlacedLook[] {
  const { inspection, survey, roles, isSought } = machine;
  if (!inspection.known) return [{ machine, look: notSeen(reasonOf(inspection), isSought) }];
  if (!survey.known) return [{ machine, look: notSeen(reasonOf(survey), isSought) }];
  const found = look({ inspection: inspection.value, survey: survey.value, roles });
  return found === undefined ? [] : [{ machine, look: found }];
}

/** A check of each service of that role, or of both. */
export function ofServices(
  fact: Fact,
  expected: Phrase,
  role: MachineRole | 'both',
  look: (installation: Installation, seen: SeenMachine) => Look,
): Check {
  return ofMachines(fact, expected, (seen) => {
    const services = seen.inspection.installations.filter((one) => role === 'both' || one.role === role);
    const looks = services.map((one) => look(one, seen));
    return worst(looks);
  });
}

const order: readonly Verdict[] = ['otherwise', 'not seen', 'as expected'];

/** Of several looks at one place the one that says most; undefined where there is none. */
function worst(looks: readonly Look[]): Look | undefined {
  return [...looks].sort((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict))[0];
}

/** Why something is not known: the code of our registry, and the sentence without names. */
export function reasonOf(unknown: Extract<Known<unknown>, { readonly known: false }>): Phrase {
  const { reason, error } = unknown;
  return error === undefined ? phrase`${reason}` : phrase`${() => error.code}: ${reason}`;
}

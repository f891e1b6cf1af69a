import type { MachineName } from '../../../domain/machine-name.js';
import type { MachineSurvey, RegistryValue, SurveyedFolder, SurveyedService } from '../../../domain/survey.js';
import { isScaleoutError, ScaleoutError } from '../../../errors/errors.js';
import {
  at,
  type Field,
  flagAt,
  isAbsent,
  itemsOf,
  knownPart,
  misshapen,
  numberOrNullAt,
  textAt,
  textOrNullAt,
} from './field.js';

/** The most entries of any list in the answer, far above what a machine has. */
const mostEntries = 1_000;
/** The most characters of a text: a path has some hundred. */
const longestText = 1_024;

/**
 * What a machine answered to `survey`, every part of it looked at. A part that makes no sense is unknown; throws
 * `machine.script-failed` where the whole makes none.
 */
export function surveyOf(machine: MachineName, answer: unknown): MachineSurvey {
  const field: Field = { value: answer, path: '' };
  try {
    const powershell = at(field, 'powershell');
    return {
      powershell: {
        version: shortAt(powershell, 'version'),
        edition: shortAt(powershell, 'edition'),
        languageMode: shortAt(powershell, 'languageMode'),
      },
      windows: shortAt(field, 'windows'),
      netbiosName: shortAt(field, 'netbiosName'),
      services: knownPart(field, 'services', (value) => few(value).map(serviceOf)),
      serviceNames: knownPart(field, 'serviceNames', (value) => few(value).map(short)),
      registry: knownPart(field, 'registry', (value) => few(value).map(registryOf)),
      keyFolders: knownPart(field, 'keyFolders', (value) => few(value).map(folderOf)),
    };
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    throw new ScaleoutError('machine.script-failed', `${machine} sent what makes no sense: ${error.message}.`);
  }
}

function few(field: Field): readonly Field[] {
  const items = itemsOf(field);
  if (items.length > mostEntries) throw misshapen(field, `a list of at most ${mostEntries} entries`);
  return items;
}

function short(field: Field): string {
  if (typeof field.value !== 'string') throw misshapen(field, 'a text');
  if (field.value.length > longestText) throw misshapen(field, `a text of at most ${longestText} characters`);
  return field.value;
}

const shortAt = (field: Field, name: string): string => short({ ...at(field, name), value: textAt(field, name) });

function shortOrNullAt(field: Field, name: string): string | null {
  return textOrNullAt(field, name) === null ? null : shortAt(field, name);
}

function countAt(field: Field, name: string): number {
  const count = numberOrNullAt(field, name);
  if (count === null || !Number.isSafeInteger(count) || count < 0) throw misshapen(at(field, name), 'a count');
  return count;
}

function serviceOf(field: Field): SurveyedService {
  return {
    name: shortAt(field, 'name'),
    account: shortAt(field, 'account'),
    program: shortAt(field, 'program'),
    configs: few(at(field, 'configs')).map((each) => ({ path: shortAt(each, 'path'), exists: flagAt(each, 'exists') })),
    profile: shortOrNullAt(field, 'profile'),
    logs: few(at(field, 'logs')).map((each) => ({
      path: shortAt(each, 'path'),
      files: countAt(each, 'files'),
      newest: shortOrNullAt(each, 'newest'),
    })),
  };
}

function registryOf(field: Field) {
  const values = at(field, 'values');
  return { path: shortAt(field, 'path'), values: isAbsent(values) ? null : few(values).map(registryValueOf) };
}

function registryValueOf(field: Field): RegistryValue {
  return {
    name: shortAt(field, 'name'),
    kind: shortAt(field, 'kind'),
    number: numberOrNullAt(field, 'number'),
    length: countAt(field, 'length'),
  };
}

function folderOf(field: Field): SurveyedFolder {
  return { path: shortAt(field, 'path'), exists: flagAt(field, 'exists'), files: countAt(field, 'files') };
}

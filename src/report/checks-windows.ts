import { schannelKey } from '../facts/certificates.js';
import { configSetupKey } from '../facts/configs.js';
import type { Fact } from '../facts/fact.js';
import { bindingPlace, checkOptions, flagOptions, setupPort, windowsBuild } from '../facts/http.js';
import {
  judged,
  type Look,
  listed,
  notSeen,
  ofCatalog,
  ofMachines,
  type Phrase,
  phrase,
  reasonOf,
  type SeenMachine,
} from './check.js';
import { type CheckMaker, texts } from './checks-config.js';

const [bindingsKey] = bindingPlace.value;
/** The port that setup gives the master: its binding is what is looked at. */
const masterBinding = `0.0.0.0:${setupPort.value}`;
const bindingPath = `${bindingsKey}\\${masterBinding}`;
const [buildKey, buildName] = windowsBuild.value;

/** What Windows and PowerShell show, by the ids of facts. */
export const windowsChecks: Readonly<Record<string, CheckMaker>> = {
  'powershell.full-language': (fact) =>
    ofMachines(fact, phrase`${String(fact.value)}`, ({ survey }) =>
      judged(survey.powershell.languageMode === fact.value, phrase`${survey.powershell.languageMode}`),
    ),
  'certificate.key-folders': (fact) =>
    ofMachines(fact, phrase`some of ${listed(texts(fact))}`, ({ survey }) => {
      if (!survey.keyFolders.known) return notSeen(reasonOf(survey.keyFolders));
      const there = survey.keyFolders.value.filter(({ exists }) => exists);
      const found = listed(there.map(({ path, files }) => phrase`${path}: ${files} files`));
      const isOne = ({ path }: { readonly path: string }) =>
        texts(fact).some((folder) => path.toUpperCase().endsWith(folder.toUpperCase()));
      return judged(there.some(isOne), there.length === 0 ? phrase`none of them` : found);
    }),
  'schannel.key': (fact) =>
    keyCheck(
      fact,
      () => String(fact.value),
      () => true,
    ),
  'schannel.issuer-list': schannelValue,
  'schannel.trust-mode': schannelValue,
  'http.bindings': (fact) =>
    keyCheck(
      fact,
      () => bindingsKey,
      ({ roles }) => roles.includes('master'),
    ),
  'http.option-values': (fact) =>
    bindingCheck(
      fact,
      phrase`of the values that begin with Default none but these: ${listed(texts(fact))}`,
      (values) => {
        const names = values.map(({ name }) => name).filter((name) => /^Default/i.test(name));
        const known = new Set(texts(fact).map((name) => name.toUpperCase()));
        const others = names.filter((name) => !known.has(name.toUpperCase()));
        return judged(others.length === 0, others.length === 0 ? phrase`none` : phrase`${others.length} others`);
      },
    ),
  // Bits that nobody named would be lost where the binding is written anew.
  'http.flag-options': (fact) =>
    flagsCheck(
      fact,
      'DefaultFlags',
      flagOptions.value.reduce((bits, option, index) => (option === '' ? bits : bits | (1 << index)), 0),
    ),
  'http.check-options': (fact) =>
    flagsCheck(
      fact,
      'DefaultSslCertCheckMode',
      checkOptions.value.reduce<number>((bits, part) => (typeof part === 'number' ? bits | part : bits), 0),
    ),
  'http.build-value': (fact) =>
    ofMachines(fact, phrase`${() => buildName}, a text`, (seen) => {
      if (!seen.survey.registry.known) return notSeen(reasonOf(seen.survey.registry));
      const value = valuesAt(seen, buildKey)?.find(({ name }) => name.toUpperCase() === buildName.toUpperCase());
      return judged(value?.kind === 'text', value === undefined ? phrase`no such value` : phrase`${value.kind}`);
    }),
  'http.setup-port': (fact) =>
    ofCatalog(fact, phrase`MASTER_SERVICE_PORT ${Number(fact.value)}`, ({ masterProperties }) => {
      if (!masterProperties.known) return notSeen(reasonOf(masterProperties));
      const port = masterProperties.value.find(({ name }) => name === 'MASTER_SERVICE_PORT')?.value;
      if (port === undefined || port === null) return notSeen(phrase`no master has written its port yet`, false);
      return judged(Number(port) === fact.value, phrase`${port}`);
    }),
};

/** The keys of LocalMachine that these checks look at. */
export function registryPlaces(): readonly string[] {
  const versions = ['140', '150', '160', '170'].map((version) => configSetupKey.value.replace('{0}', version));
  const keys = [schannelKey.value, bindingsKey, bindingPath, buildKey];
  return [...keys, ...versions, ...versions.map((path) => `${path}\\DTSPath`)];
}

type Values = NonNullable<ReturnType<typeof valuesAt>>;

function valuesAt({ survey }: SeenMachine, path: string) {
  return survey.registry.known ? survey.registry.value.find((one) => one.path === path)?.values : undefined;
}

function keyCheck(fact: Fact, path: () => string, concerns: (seen: SeenMachine) => boolean) {
  return ofMachines(fact, phrase`the key ${path()}`, (seen): Look | undefined => {
    if (!concerns(seen)) return undefined;
    if (!seen.survey.registry.known) return notSeen(reasonOf(seen.survey.registry));
    const values = valuesAt(seen, path());
    return judged(
      values !== null && values !== undefined,
      values ? phrase`there, with ${values.length} values` : phrase`no such key`,
    );
  });
}

/** A value that is not set is as good: the fact says what holds then. */
function schannelValue(fact: Fact) {
  return ofMachines(fact, phrase`${String(fact.value)}, a number, or not set`, (seen) => {
    if (!seen.survey.registry.known) return notSeen(reasonOf(seen.survey.registry));
    const values = valuesAt(seen, schannelKey.value);
    if (!values) return notSeen(phrase`no key of Schannel`);
    const value = values.find(({ name }) => name.toUpperCase() === String(fact.value).toUpperCase());
    if (value === undefined) return judged(true, phrase`not set`);
    return judged(value.number !== null, value.number === null ? phrase`${value.kind}` : phrase`${value.number}`);
  });
}

/** What the binding of the master shows. */
function bindingCheck(fact: Fact, expected: Phrase, judge: (values: Values) => Look) {
  return ofMachines(fact, expected, (seen) => {
    if (!seen.roles.includes('master')) return undefined;
    if (!seen.survey.registry.known) return notSeen(reasonOf(seen.survey.registry));
    const values = valuesAt(seen, bindingPath);
    if (!values) return notSeen(phrase`no binding at ${() => masterBinding}`, false);
    return judge(values);
  });
}

function flagsCheck(fact: Fact, name: string, known: number) {
  return bindingCheck(fact, phrase`${() => name} with no other bits than of ${known}`, (values) => {
    const flags = values.find((value) => value.name.toUpperCase() === name.toUpperCase());
    if (flags === undefined) return judged(true, phrase`not set`);
    return judged(
      flags.number !== null && (flags.number & ~known) === 0,
      flags.number === null ? phrase`${flags.kind}` : phrase`${flags.number}`,
    );
  });
}

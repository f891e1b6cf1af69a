import type { MachineRole } from '../domain/machines.js';
import type { Fact } from '../facts/fact.js';
import { type Check, judged, type Look, listed, notSeen, ofServices, phrase } from './check.js';
import { type ConfigShape, configShape, keyNamed, settingOf } from './config-shape.js';

/** Makes the check of a fact. */
export type CheckMaker = (fact: Fact) => Check;

/** What configs and logs show, by the ids of facts. */
export const configChecks: Readonly<Record<string, CheckMaker>> = {
  'config.files': (fact) =>
    ofServices(fact, phrase`${listed(texts(fact))}, in JSON`, 'both', ({ role, config }) => {
      if (!config.known) return notSeen(phrase`${config.reason}`);
      const name = config.value.path.split(/[\\/]/).at(-1) ?? '';
      const [master = '', worker = ''] = texts(fact);
      const { form, encoding, hasMark, lineEnds } = configShape(config.value.content);
      const wanted = role === 'master' ? master : worker;
      const found = phrase`${name}, ${() => form}, ${() => encoding} ${() => (hasMark ? 'with' : 'without')} byte order mark, line ends ${() => lineEnds}`;
      return judged(name.toUpperCase() === wanted.toUpperCase() && form === 'JSON', found);
    }),
  'config.folder': (fact) =>
    ofServices(fact, phrase`${String(fact.value)}, {0} is the version`, 'both', ({ service, version }, { survey }) => {
      if (!survey.services.known) return notSeen(phrase`${survey.services.reason}`);
      const places = survey.services.value.find(({ name }) => name === service.name);
      const path = places?.configs.find(({ exists }) => exists)?.path;
      if (path === undefined) return notSeen(phrase`no config was found for ${service.name}`);
      const folder = path.replace(/[\\/][^\\/]*$/, '');
      return judged(endsWith(folder, String(fact.value).replace('{0}', version)), phrase`${folder}`);
    }),
  'config.setup-key': (fact) =>
    ofServices(fact, phrase`DTSPath below ${String(fact.value)}`, 'both', ({ version }, { survey }) => {
      if (!survey.registry.known) return notSeen(phrase`${survey.registry.reason}`);
      const path = String(fact.value).replace('{0}', version);
      const at = (key: string) =>
        survey.registry.known && survey.registry.value.find((one) => one.path === key)?.values;
      const isValue = (at(path) || []).some(({ name }) => name.toUpperCase() === 'DTSPATH');
      const isKey = Boolean(at(`${path}\\DTSPath`));
      return judged(
        isValue || isKey,
        isValue ? phrase`DTSPath, a value` : isKey ? phrase`DTSPath, a key` : phrase`no DTSPath there`,
      );
    }),
  'config.agent-id': (fact) => keyCheck(fact, [String(fact.value)], /^a GUID/, 'worker'),
  'config.master-port': (fact) => keyCheck(fact, [String(fact.value)], /^a number/, 'master'),
  'config.certificates': (fact) =>
    ofServices(fact, phrase`${listed(texts(fact))}, 40 hexadecimal digits`, 'both', ({ role, config }) => {
      if (!config.known) return notSeen(phrase`${config.reason}`);
      const { master = '', worker = '', masterOfWorker = '' } = fact.value as Readonly<Record<string, string>>;
      return keysLook(
        configShape(config.value.content),
        role === 'master' ? [master] : [worker, masterOfWorker],
        /^40 hex|^an empty text/,
      );
    }),
  'config.heartbeat-tolerance': spellingCheck,
  'config.lease-interval': spellingCheck,
  'config.worker-settings': (fact) =>
    ofServices(fact, phrase`keys ${listed(texts(fact), 20)}`, 'worker', ({ config }) => {
      if (!config.known) return notSeen(phrase`${config.reason}`);
      return keysLook(configShape(config.value.content), texts(fact), /./);
    }),
  'worker.heartbeat': (fact) => oneOf(fact, ['AgentHeartbeatInterval'], /^a time span/, 'worker'),
  'worker.error-tolerance': (fact) =>
    oneOf(fact, ['HeartbeatErrorTolerance', 'HeartbeatErrorTollerance'], /^a time span/, 'worker'),
  'task.reported-lease': (fact) => oneOf(fact, ['LeaseInterval', 'LeaseInternval'], /^a time span/, 'worker'),
  'task.report': (fact) => oneOf(fact, ['TaskHeartbeatInterval'], /^a time span/, 'worker'),
  'master.expiry-sweep': (fact) => oneOf(fact, ['DealWithExpiredTasksIntervalInMs'], /^a number/, 'master'),
  'certificate.worker-store': (fact) =>
    ofServices(fact, phrase`${listed(texts(fact))}`, 'worker', ({ config }) => {
      if (!config.known) return notSeen(phrase`${config.reason}`);
      const { content } = config.value;
      const others = Object.entries(fact.value as Readonly<Record<string, string>>).filter(([key, wanted]) => {
        const value = settingOf(content, key);
        return value !== undefined && String(value).toUpperCase() !== wanted.toUpperCase();
      });
      return judged(
        others.length === 0,
        others.length === 0 ? phrase`these, or none named` : phrase`another ${listed(others.map(([key]) => key))}`,
      );
    }),
  'log.base': (fact) => logCheck(fact, phrase`folders with logs below ${String(fact.value)}`, () => true),
  'log.families': (fact) =>
    logCheck(fact, phrase`folders ${listed(texts(fact))}`, (parts) =>
      texts(fact).some((family) => parts.includes(family.toUpperCase())),
    ),
  'log.roles': (fact) =>
    logCheck(fact, phrase`${listed(texts(fact))} for master and worker`, (parts, role) =>
      parts.includes((texts(fact)[role === 'master' ? 0 : 1] ?? '').toUpperCase()),
    ),
};

/** All texts of a value, whatever it is made of. */
export function texts({ value }: Fact): readonly string[] {
  return (typeof value === 'object' ? Object.values(value) : [value]).map(String);
}

function endsWith(path: string, tail: string): boolean {
  return path.toUpperCase().endsWith(tail.toUpperCase());
}

function keyCheck(fact: Fact, keys: readonly string[], kind: RegExp, role: MachineRole): Check {
  return ofServices(fact, phrase`key ${listed(keys)}`, role, ({ config }) =>
    config.known ? keysLook(configShape(config.value.content), keys, kind) : notSeen(phrase`${config.reason}`),
  );
}

function keysLook(shape: ConfigShape, keys: readonly string[], kind: RegExp): Look {
  if (shape.form !== 'JSON') return notSeen(phrase`the file is ${() => shape.form}`, false);
  const found = keys.map((name) => ({ name, key: keyNamed(shape, name) }));
  const shown = found.map(({ name, key }) =>
    key === undefined ? phrase`no ${name}` : phrase`${name}: ${() => key.kind}`,
  );
  const holds = found.every(({ key }) => key !== undefined && kind.test(key.kind));
  return judged(holds, holds && keys.length > 4 ? phrase`all of them` : listed(shown, 20));
}

/** One of these, and of that kind: the value of it is nobody's business. */
function oneOf(fact: Fact, keys: readonly string[], kind: RegExp, role: MachineRole): Check {
  return ofServices(fact, phrase`key ${keys.join(' or ')}`, role, ({ config }) => {
    if (!config.known) return notSeen(phrase`${config.reason}`);
    const shape = configShape(config.value.content);
    if (shape.form !== 'JSON') return notSeen(phrase`the file is ${() => shape.form}`, false);
    const found = keys.flatMap((name) => keyNamed(shape, name) ?? []);
    return judged(
      found.length === 1 && found.every((key) => kind.test(key.kind)),
      found.length === 0 ? phrase`none of them` : listed(found.map((key) => phrase`${key.name}: ${() => key.kind}`)),
    );
  });
}

function spellingCheck(fact: Fact): Check {
  return oneOf(fact, texts(fact), /./, 'worker');
}

function logCheck(
  fact: Fact,
  expected: ReturnType<typeof phrase>,
  holds: (parts: readonly string[], role: MachineRole) => boolean,
): Check {
  return ofServices(fact, expected, 'both', ({ service, role }, { survey }) => {
    if (!survey.services.known) return notSeen(phrase`${survey.services.reason}`);
    const places = survey.services.value.find(({ name }) => name === service.name);
    if (places?.profile === null || places === undefined)
      return notSeen(phrase`no profile of the account of ${service.name}`);
    // A service that never ran has no log.
    if (places.logs.length === 0 && service.state !== 'running')
      return notSeen(phrase`the service does not run, and has no log`, false);
    const found = listed(
      places.logs.map(
        ({ path, files, newest }) => phrase`${path}: ${files} files such as ${digitsHidden(newest ?? '')}`,
      ),
    );
    const isRight = places.logs.some(({ path }) => holds(path.toUpperCase().split(/[\\/]/), role));
    return judged(isRight, places.logs.length === 0 ? phrase`no log there` : found);
  });
}

/** Times and numbers of processes in the name of a file say nothing of how it is made. */
function digitsHidden(name: string): string {
  return name.replace(/\d{5,}/g, '00000');
}

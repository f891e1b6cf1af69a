import { ScaleoutError } from '../../../errors.js';
import type { MachineName } from '../../../machine-name.js';

/**
 * The most entries of each list in the answer to `inspect`, far above what a machine has: a certificate takes half a
 * millisecond to read, so that a machine that sends 20,000 would keep the others waiting. Root of a Windows machine has some
 * hundred certificates, of which the script sends those whole that matter.
 */
const most = {
  installations: 100,
  certificates: 1_000,
  thumbprints: 20_000,
  readers: 1_000,
  bindings: 2_000,
  options: 100,
  rules: 1_000,
  ports: 1_000,
  trouble: 200,
  logs: 100,
  folders: 100,
} as const;

type Counted = keyof typeof most;

const names: Readonly<Record<Counted, string>> = {
  installations: 'installations',
  certificates: 'certificates',
  thumbprints: 'thumbprints',
  readers: 'accounts that may read a key',
  bindings: 'bindings of http.sys',
  options: 'options of a binding of http.sys',
  rules: 'rules of the firewall',
  ports: 'ports in a rule of the firewall',
  trouble: 'lines of a log',
  logs: 'services with logs',
  folders: 'folders of logs',
};

/** Throws `machine.answer-too-large` where a list has more entries than any machine has, before anything of it is read. */
export function checkAmounts(machine: MachineName, answer: unknown): void {
  const refuseMore = (what: Counted, list: unknown, where = '') => {
    if (!Array.isArray(list) || list.length <= most[what]) return;
    const count = `${list.length.toLocaleString('en')} ${names[what]}${where}`;
    const detail = `${machine} sent ${count}; at most ${most[what].toLocaleString('en')} are taken.`;
    throw new ScaleoutError('machine.answer-too-large', detail);
  };
  refuseMore('installations', partOf(answer, 'installations'));
  for (const store of ['root', 'my'] as const) {
    const value = partOf(partOf(answer, store), 'value');
    const certificates = partOf(value, 'certificates');
    const where = ` in ${store === 'root' ? 'Root' : 'My'}`;
    refuseMore('thumbprints', partOf(value, 'thumbprints'), where);
    refuseMore('certificates', certificates, where);
    for (const certificate of listOf(certificates)) refuseMore('readers', partOf(certificate, 'readers'), where);
  }
  const bindings = partOf(partOf(answer, 'bindings'), 'value');
  refuseMore('bindings', bindings);
  for (const binding of listOf(bindings)) {
    for (const part of ['options', 'lost'] as const) refuseMore('options', partOf(binding, part));
  }
  const rules = partOf(partOf(answer, 'firewall'), 'value');
  refuseMore('rules', rules);
  for (const rule of listOf(rules)) refuseMore('ports', partOf(rule, 'ports'));
  refuseMore('trouble', partOf(answer, 'trouble'));
  const logs = partOf(answer, 'logs');
  refuseMore('logs', logs);
  for (const places of listOf(logs)) refuseMore('folders', partOf(places, 'folders'));
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

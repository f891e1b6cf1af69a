import type { CheckContext } from './check.js';

/** What a shell takes as one word as it is. */
const plain = /^[\w./\\:~@+-]+$/;

/** The usual name of the file, which need not be said. */
const usual = 'topology.yaml';

/** The command of a phase of the master's rotation; none where the file's name is not safe in every shell. */
export function rotateMasterCommand({ topology }: CheckContext, phase: 'prepare' | 'switch') {
  const { file } = topology.source;
  if (!plain.test(file) || file.startsWith('-')) return {};
  return { command: `scaleout rotate master --${phase}${file === usual ? '' : ` -f ${file}`}` };
}

/**
 * The command that brings one target, or without one all, to the topology; none where there is no file, as where a server alone was named, or where
 * its name is not safe in every shell.
 */
export function applyCommand({ topology }: CheckContext, target?: string, verb: 'apply' | 'plan' = 'apply') {
  const { file } = topology.source;
  if (!plain.test(file) || file.startsWith('-') || (target !== undefined && !plain.test(target))) return {};
  const at = target === undefined ? '' : ` --target ${target}`;
  return { command: `scaleout ${verb}${file === usual ? '' : ` ${file}`}${at}` };
}

import type { Step, Value } from '../../reconciler/plan-document.js';
import { printable } from '../../text/printable.js';
import { byHandLine } from './by-hand-text.js';

/** UTF-16 code units of a text that are shown. */
const longest = 48;

/** What a step does, in words: `enable the worker`, `ETL09: restart SSISScaleOutWorker160`. */
export function stepWords(step: Step): string {
  const { operation, arguments: values } = step;
  switch (operation) {
    case 'enableScaleOut':
      return 'turn Scale Out on';
    case 'setDefaultExecutionMode':
      return values.mode === 'scaleOut'
        ? 'run executions on the workers by default'
        : 'run executions on the server by default';
    case 'setMasterAddress':
      return `set the master's address to ${valueText(values.address)}`;
    case 'setWorkerEnabled':
      return values.enabled === true ? 'enable the worker' : 'disable the worker';
    case 'setWorkerProperty':
      return isNone(values.value)
        ? `clear ${printable(String(values.property))}`
        : `set ${printable(String(values.property))} to ${valueText(values.value)}`;
    case 'drainWorker':
      return `wait until the worker is idle, ${seconds(values.timeoutSeconds)} at most, and disable it`;
    case 'removeWorker':
      return 'remove the worker from the catalog';
    case 'awaitWorker':
      return `wait until ${printable(String(values.machine))} is heard of, ${seconds(values.timeoutSeconds)} at most`;
    default:
      return byHandLine(step);
  }
}

function isNone(value: Value | undefined): boolean {
  return value === null || value === undefined || value === '';
}

function valueText(value: Value | undefined): string {
  const text = String(value ?? '');
  return printable(JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text));
}

function seconds(value: Value | undefined): string {
  return `${printable(String(value))} s`;
}

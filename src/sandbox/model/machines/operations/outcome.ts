import type { FailureCode, OperationAnswer } from '../../../../providers/machines/script/wire.js';

/** An operation that did nothing, and why: the codes of the script. */
export interface Refusal {
  readonly code: FailureCode;
  readonly message: string;
}

export type Outcome = OperationAnswer | Refusal;

export function refused(code: FailureCode, message: string): Refusal {
  return { code, message };
}

export function isRefusal(outcome: Outcome): outcome is Refusal {
  return 'code' in outcome;
}

export const unchanged: OperationAnswer = { changed: false };
export const done: OperationAnswer = { changed: true };

export function serviceMissing(name: string): Refusal {
  return refused('serviceMissing', `There is no service '${name}' of Scale Out on this machine.`);
}

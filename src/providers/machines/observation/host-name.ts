import { isScaleoutError } from '../../../errors.js';
import { textAt } from './field.js';

/** What the machine that answered calls itself; undefined where it does not say. */
export function hostNameOf(answer: unknown): string | undefined {
  try {
    return textAt({ value: answer, path: '' }, 'hostName') || undefined;
  } catch (error) {
    if (isScaleoutError(error)) return undefined;
    throw error;
  }
}

import type { Step } from '../../src/domain/documents.js';

/** A step for tests; its target is what stands before the colon of its id. */
export function stepOf(id: string, parts: Partial<Step> = {}): Step {
  const target = id.slice(0, id.indexOf(':'));
  return { id, operation: 'byHand', target, needs: [], arguments: {}, expects: {}, risk: 'safe', ...parts };
}

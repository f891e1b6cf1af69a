import type { Fact } from './fact.js';
import * as liveness from './liveness.js';
import * as services from './services.js';

/** Every fact, by area. docs/facts.md is made from it. */
export const facts: readonly Fact[] = [liveness, services].flatMap((area) => Object.values(area));

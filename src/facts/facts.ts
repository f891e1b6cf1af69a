import type { Fact } from './fact.js';
import * as leases from './leases.js';
import * as liveness from './liveness.js';
import * as services from './services.js';

/** Every fact, by area. docs/facts.md is made from it. */
export const facts: readonly Fact[] = [leases, liveness, services].flatMap((area) => Object.values(area));

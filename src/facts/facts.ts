import * as configs from './configs.js';
import type { Fact } from './fact.js';
import * as leases from './leases.js';
import * as liveness from './liveness.js';
import * as logFolders from './log-folders.js';
import * as names from './names.js';
import * as services from './services.js';
import * as ssisdb from './ssisdb.js';

/** Every fact, by area. docs/facts.md is made from it. */
export const facts: readonly Fact[] = [configs, leases, liveness, logFolders, names, services, ssisdb].flatMap(
  (area): readonly Fact[] => Object.values(area),
);

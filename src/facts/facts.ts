// src/facts has what is taken for granted of Windows, SQL Server and SSISDB: each fact with its source, and with what
// happens where the world is otherwise. The code takes its constants from here. A new fact goes into the file of its
// area; docs/facts.md shows all.

import * as certificates from './certificates.js';
import * as configs from './configs.js';
import type { Fact } from './fact.js';
import * as http from './http.js';
import * as liveness from './liveness.js';
import * as logs from './logs.js';
import * as ssisdb from './ssisdb.js';
import * as windows from './windows.js';

/** Every fact, by area. docs/facts.md is made from it. */
export const facts: readonly Fact[] = [certificates, configs, http, liveness, logs, ssisdb, windows].flatMap(
  (area): readonly Fact[] => Object.values(area),
);

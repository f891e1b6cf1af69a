import * as certificates from './certificates.js';
import * as cluster from './cluster.js';
import * as configs from './configs.js';
import * as engine from './engine.js';
import type { Fact } from './fact.js';
import * as http from './http.js';
import * as leases from './leases.js';
import * as liveness from './liveness.js';
import * as logFolders from './log-folders.js';
import * as logs from './logs.js';
import * as names from './names.js';
import * as powershell from './powershell.js';
import * as schannel from './schannel.js';
import * as services from './services.js';
import * as ssisdb from './ssisdb.js';
import * as tls from './tls.js';

/** Every fact, by area. docs/facts.md is made from it. */
export const facts: readonly Fact[] = [
  certificates,
  cluster,
  configs,
  engine,
  http,
  leases,
  liveness,
  logFolders,
  logs,
  names,
  powershell,
  schannel,
  services,
  ssisdb,
  tls,
].flatMap((area): readonly Fact[] => Object.values(area));

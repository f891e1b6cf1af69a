import { unixMillisecondsOf } from '../../instant.js';
import type { Random } from '../random.js';
import { defaultEdition, defaultProductVersion } from '../server.js';
import type { StoreContent } from '../store.js';
import { timeText } from '../time-text.js';
import { freshCatalogProperties } from './catalog-properties.js';
import type { FleetDescription } from './fleet-description.js';
import { installMachines } from './installed-machines.js';
import { freshLogins } from './logins.js';
import { freshMachines, freshMasters, freshWorkerRows } from './machines.js';
import { freshMasterProperties } from './master-properties.js';
import { freshProject } from './project.js';

/** The state of a fleet that has just been set up: Scale Out was never enabled, nothing ran yet. */
export function freshContent(fleet: FleetDescription, random: Random): StoreContent {
  const createdAt = unixMillisecondsOf(fleet.createdAt);
  const productVersion = fleet.productVersion ?? defaultProductVersion;
  const ways = new Set(fleet.world);
  const logins = freshLogins(random);
  const services = {
    masters: freshMasters(fleet, createdAt, productVersion),
    machines: freshMachines(fleet, createdAt, productVersion, random),
  };
  const version = `${productVersion.slice(0, 2)}0`;
  const { masterThumbprint, ...installed } = installMachines(services, { fleet, createdAt, version, random });
  return {
    server: {
      server: {
        name: fleet.serverName,
        productVersion,
        edition: fleet.edition ?? defaultEdition,
        masterFeature: true,
      },
    },
    simulation: { clock: { until: timeText(createdAt) }, world: { ways: [...ways] } },
    ...(ways.has('other-schema') ? { missing: { 'catalog.worker_agents.tags': {} } } : {}),
    logins,
    extendedProperties: {},
    catalogProperties: freshCatalogProperties(productVersion),
    masterProperties: freshMasterProperties(fleet, createdAt, masterThumbprint, random),
    ...installed,
    workerAgents: freshWorkerRows(installed.machines, ways),
    perfCounters: {},
    ...freshProject(logins, createdAt, random),
    operations: {},
    executions: {},
    jobs: {},
    tasks: {},
    unheardRuns: {},
  };
}

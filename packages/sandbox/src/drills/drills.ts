import { catalogDrills } from './catalog.js';
import { certificateDrills } from './certificates.js';
import { configDrills } from './configs.js';
import type { Drill } from './drill.js';
import { masterPortDrills } from './master-port.js';
import { serviceDrills } from './services.js';
import { trustDrills } from './trust.js';

/** Every drill, in the order in which they are listed. */
export const drills: readonly Drill[] = [
  ...certificateDrills,
  ...trustDrills,
  ...masterPortDrills,
  ...serviceDrills,
  ...configDrills,
  ...catalogDrills,
];

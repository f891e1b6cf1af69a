// The sandbox of scaleout: SSISDB behind TDS and its Windows machines behind SSH, on loopback, in a directory. This
// is all that others use of it; the names of worlds are in ssis-scaleout-sandbox/worlds, which loads nothing else.
//
// From the bottom upwards: sql/ is the language, tds/ the wire, model/ SSISDB and the machines, ssh/ the way to them,
// drills/ makes faults in it, sandbox.ts puts them together, directory/ keeps it on the disk, twin/ makes one of a live world. Nothing here imports from scaleout: what both know is
// written twice, from the same sources, and tests compare it.

export type { SandboxConnection, SshConnection } from './connection.js';
export type { JoinServer, Membership } from './directory/join-server.js';
export { layoutOf, requireSandbox, sharedDirectory } from './directory/layout.js';
export { type OpenSandbox, type OpenSandboxOptions, openSandbox } from './directory/open.js';
export { resetSandbox } from './directory/reset.js';
export { type ServedSandbox, serveSandbox } from './directory/serve.js';
export { type DrillAnswer, type DrillRequest, type ListedDrill, listDrills } from './drills/drill-desk.js';
export { isSandboxError } from './errors.js';
export type { AddedMachine, AddRequest } from './model/fresh/add-machine.js';
export type { FleetWorker, NewFleet } from './model/fresh/fleet-description.js';
export type { TwinDescription } from './twin/description.js';
export type { Unexplained } from './twin/evidence.js';
export { type OpenTwin, openTwin } from './twin/open-twin.js';
export { requireEmptyDirectory } from './twin/save.js';
export type { TwinState } from './twin/state.js';

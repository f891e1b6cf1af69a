import type { CatalogObservation } from '../reconciler/catalog.js';
import { quoted, visible } from '../topology/shown.js';
import type { Topology } from '../topology/topology.js';
import { parseMachineName } from '../topology/values/machine-name.js';
import { commentedOut, commentOf } from './comment-text.js';
import { endpointOf } from './draft.js';
import type { Omissions } from './omissions.js';
import type { Origin } from './origin.js';
import { momentText } from './row-text.js';
import { documentText, newDocument } from './yaml-text.js';

/** What stands at the top: for editors, where the file comes from, and what to do with it. */
export function headerComment(
  { server, database, login, observedAt }: CatalogObservation,
  { catalog }: Topology,
  { toolVersion, schema }: Origin,
): string {
  const name = server.name.toUpperCase() === catalog.server.text.toUpperCase() ? '' : `${server.name}, `;
  const lines = [
    `${database} on ${catalog.server.text} (${name}SQL Server ${server.productVersion}, ${server.edition}) as it was at ${momentText(observedAt)}.`,
    `Written by scaleout import ${toolVersion}, logged in as ${login.name}.`,
    'Everything stands here as it was found, so scaleout plan finds nothing to do until something differs. Look it over, take out what is not to be managed (what the file does not name is never touched), and commit it.',
  ];
  // Editors read this line only where it is whole.
  return ` yaml-language-server: $schema=${visible(schema)}\n${commentOf(lines)}`;
}

export function scaleOutComment(catalog: CatalogObservation, omissions: Omissions): string {
  const states = {
    enabled: 'Scale Out is enabled.',
    neverEnabled: 'Scale Out has never been enabled here. To have scaleout enable it, write enabled: true.',
    disabled: 'Scale Out was enabled here once and is off now. To have scaleout enable it, write enabled: true.',
  } as const;
  const hasMode = catalog.defaultExecutionMode !== null;
  const mode = hasMode ? [] : ['This catalog has no default execution mode: its schema is older.'];
  const omitted = [omissions.enabled, omissions.defaultExecutionMode].filter((reason) => reason !== undefined);
  return commentOf([states[catalog.scaleOut], ...mode, ...omitted]);
}

/** What there is to tell of the master, whether or not it is managed. */
export function masterComment({ master }: CatalogObservation, omissions: Omissions): string {
  const { machineName, address, certificateThumbprint } = master;
  if (machineName === null) return commentOf(['No master has shown itself in this catalog yet.']);
  if (!('value' in parseMachineName(machineName))) {
    return commentOf([
      `The master is not managed: it calls itself ${quoted(machineName)}, which cannot be a machine's name.`,
    ]);
  }
  const endpoint = endpointOf(address);
  if (omissions.master !== undefined) {
    const why = `The master is not managed, because of what a plan would find: ${omissions.master}. To have it managed:`;
    const block = { machines: [machineName], ...(endpoint === undefined ? {} : { endpoint }) };
    return `${commentOf([why])}\n${commentedOut(documentText(newDocument({ master: block })))}`;
  }
  const told = [
    'The master, as it last showed itself. Other nodes of a failover cluster or availability group cannot be seen from the catalog: add every machine that can host it.',
  ];
  if (certificateThumbprint !== null) told.push(`Its certificate is ${certificateThumbprint}.`);
  if (address === null) told.push('The catalog has no address of it.');
  else if (omissions.endpoint !== undefined || endpoint === undefined) {
    const why = omissions.endpoint ?? 'an endpoint has the form https://HOST:PORT';
    told.push(`Its address ${quoted(address)} is not managed: ${why}.`);
  }
  return commentOf(told);
}

import type { CatalogObservation } from '../../../reconciler/catalog.js';

/** What rows of catalog.catalog_properties mean. */
export function settingsOf(
  properties: ReadonlyMap<string, string | null>,
): Pick<CatalogObservation, 'scaleOut' | 'defaultExecutionMode'> {
  const enabled = properties.get('IS_SCALEOUT_ENABLED');
  const mode = properties.get('DEFAULT_EXECUTION_MODE');
  return {
    // 'TRUE'; no row before it was ever enabled; an empty text after it was disabled.
    scaleOut: enabled === undefined ? 'neverEnabled' : enabled?.toUpperCase() === 'TRUE' ? 'enabled' : 'disabled',
    defaultExecutionMode: mode === undefined || mode === null ? null : mode === '1' ? 'scaleOut' : 'server',
  };
}

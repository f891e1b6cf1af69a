import type { CatalogSettings } from '../../../reconciler/catalog.js';
import type { Collector, SqlServer } from '../request/sql-server.js';
import { nullableText } from '../values.js';
import { settingsOf } from './settings.js';

/** The settings that writes compare; no two of them have the same name. */
export const settingsSql = `
SELECT property_name, property_value
FROM catalog.catalog_properties
WHERE property_name IN (N'IS_SCALEOUT_ENABLED', N'DEFAULT_EXECUTION_MODE');

SELECT property_name, property_value
FROM catalog.master_properties
WHERE property_name = N'MASTER_ADDRESS';
`;

export function readSettings(server: SqlServer, limit: number, signal: AbortSignal): Promise<CatalogSettings> {
  const request = { kind: 'query', text: settingsSql, parameters: [], what: 'reading the settings', limit } as const;
  return server.read(request, collectSettings, signal);
}

function collectSettings(): Collector<CatalogSettings> {
  const properties = new Map<string, string | null>();
  return {
    onRow: (_, [name, value]) => properties.set(String(name), nullableText(value)),
    end: () => ({ ...settingsOf(properties), masterAddress: properties.get('MASTER_ADDRESS') || null }),
  };
}

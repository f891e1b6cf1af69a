import type { Row } from '../store.js';

/** SCHEMA_VERSION by the release's major version; what a client makes of it is its own affair. */
const schemaVersions: Readonly<Record<string, string>> = { '14': '6', '15': '7', '16': '8', '17': '9' };

/** The properties of a catalog that was just created: SQL Server's defaults. */
export function freshCatalogProperties(productVersion: string): Record<string, Row> {
  const values: Readonly<Record<string, string>> = {
    DEFAULT_EXECUTION_MODE: '0',
    ENCRYPTION_ALGORITHM: 'AES_256',
    MAX_PROJECT_VERSIONS: '10',
    OPERATION_CLEANUP_ENABLED: 'TRUE',
    RETENTION_WINDOW: '365',
    SCHEMA_BUILD: productVersion,
    SCHEMA_VERSION: schemaVersions[productVersion.slice(0, 2)] ?? '8',
    SERVER_CUSTOMIZED_LOGGING_LEVEL: '',
    SERVER_LOGGING_LEVEL: '1',
    SERVER_OPERATION_ENCRYPTION_LEVEL: '1',
    VALIDATION_TIMEOUT: '300',
    VERSION_CLEANUP_ENABLED: 'TRUE',
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

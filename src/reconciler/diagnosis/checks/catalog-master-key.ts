import { type Check, ok, pages, unknown } from '../check.js';
import { bracketed } from '../tsql.js';

export const catalogMasterKey: Check = {
  id: 'catalog.master-key',
  title: "The server opens SSISDB's master key by itself",
  reads: 'sys.databases.is_master_key_encrypted_by_server of SSISDB',
  source: 'Microsoft: SSIS Catalog (Always On support); sqlservermigrations.com 2018/08',
  cause: 'SSISDB was moved, restored or failed over, and its master key is not encrypted by this server.',
  remedy: 'Open the master key with its password and encrypt it by the service master key.',
  page: pages.catalog,
  door: 'examination',
  run({ catalog, examination }) {
    if (examination === undefined) return [];
    const { masterKeyByServer, availability } = examination;
    if (!masterKeyByServer.known) return [unknown('catalog', masterKeyByServer.reason)];
    if (masterKeyByServer.value) return [ok('catalog')];
    const isGroup = availability.known && availability.value.isGroup;
    return [
      {
        target: 'catalog',
        result: 'error',
        summary: `${catalog.server.name} cannot open the master key of ${catalog.database} by itself`,
        evidence: [
          { read: 'is_master_key_encrypted_by_server', where: `sys.databases, ${catalog.database}`, value: '0' },
        ],
        cause:
          'The key is not encrypted by the service master key of this server, as after a failover, a restore or a move. Nothing in SSISDB can be decrypted then, and no package starts ("create a master key ...").',
        remedy: isGroup
          ? 'Run the statements with the password of the master key, on each replica while it is primary, and enable Always On support of SSISDB there.'
          : 'Run the statements with the password of the master key, which was given when the catalog was made.',
        command: `USE ${bracketed(catalog.database)}; OPEN MASTER KEY DECRYPTION BY PASSWORD = N'<password>'; ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY; CLOSE MASTER KEY;`,
      },
    ];
  },
};

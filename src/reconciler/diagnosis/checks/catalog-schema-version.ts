import { type Check, type Evidence, type Outcome, ok, pages, unknown } from '../check.js';

export const catalogSchemaVersion: Check = {
  id: 'catalog.schema-version',
  title: 'SSISDB, the server and the services are of one release',
  reads:
    'SCHEMA_BUILD of catalog.catalog_properties against SERVERPROPERTY(ProductVersion); the numbers in the names of the services of all machines that were looked at',
  source:
    'Microsoft: Scale Out support for high availability ("Upgrade"); that SCHEMA_BUILD begins with the release is (inferred)',
  cause: 'SSISDB was not upgraded with the server, or services of another release are in the farm.',
  remedy: 'Upgrade SSISDB, master and workers to the release of the server.',
  page: pages.highAvailability,
  door: 'examination',
  run({ catalog, examination, nodes, workers }) {
    if (examination === undefined) return [];
    const release = majorOf(catalog.server.productVersion);
    const services = [
      ...nodes.map(({ node }) => ({
        name: node.name,
        service: node.installation?.service.name,
        version: node.installation?.version,
      })),
      ...workers.map(({ name, machine }) => ({
        name,
        service: machine?.installation?.service.name,
        version: machine?.installation?.version,
      })),
    ];
    const others = services.flatMap(({ name, service, version }): readonly Evidence[] =>
      service === undefined || version === undefined || version === `${release}0`
        ? []
        : [{ read: 'service', where: name, value: service }],
    );
    const schema = schemaOutcome(examination.schemaBuild, catalog.server.productVersion);
    if (others.length === 0) return [schema];
    const evidence: readonly Evidence[] = [
      { read: 'ProductVersion', where: 'SERVERPROPERTY', value: catalog.server.productVersion },
      ...others,
    ];
    return [
      'evidence' in schema
        ? { ...schema, evidence: [...schema.evidence, ...others] }
        : {
            target: 'catalog',
            result: 'error',
            summary: `Not all services of Scale Out are of the release of the SQL Server (${release}0)`,
            evidence,
            cause: "Master and workers of another release than the server's are not meant to work together (inferred).",
            remedy: 'Upgrade master and workers on these machines to the release of the SQL Server, with its setup.',
          },
    ];
  },
};

function schemaOutcome(
  build: { readonly known: true; readonly value: string | null } | { readonly known: false; readonly reason: string },
  productVersion: string,
): Outcome {
  if (!build.known) return unknown('catalog', build.reason);
  if (build.value === null) return unknown('catalog', 'catalog.catalog_properties has no SCHEMA_BUILD');
  if (![build.value, productVersion].every((text) => /^\d+\./.test(text)))
    return unknown('catalog', `SCHEMA_BUILD is ${JSON.stringify(build.value)}, which is no build to compare`);
  if (majorOf(build.value) === majorOf(productVersion)) return ok('catalog');
  return {
    target: 'catalog',
    result: 'error',
    summary: `SSISDB is of build ${build.value}, the SQL Server of ${productVersion}`,
    evidence: [
      { read: 'SCHEMA_BUILD', where: 'catalog.catalog_properties', value: build.value },
      { read: 'ProductVersion', where: 'SERVERPROPERTY', value: productVersion },
    ],
    cause: 'SSISDB was not upgraded with the server. Packages then fail with errors that name neither.',
    remedy:
      'Take SSISDB out of its availability group if it is in one, then upgrade it: SQL Server Management Studio, Integration Services Catalogs, SSISDB, Database Upgrade; then master and workers.',
  };
}

function majorOf(version: string): string {
  return version.split('.')[0] ?? '';
}

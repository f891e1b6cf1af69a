import type { SurveyRequest } from '../domain/survey.js';
import { facts } from '../facts/facts.js';
import { logBase } from '../facts/logs.js';
import { type Check, cannotTell } from './check.js';
import { type CheckMaker, configChecks } from './checks-config.js';
import { nameChecks, serviceChecks } from './checks-names.js';
import { ssisdbChecks } from './checks-ssisdb.js';
import { registryPlaces, windowsChecks } from './checks-windows.js';

/** Facts of which a look cannot tell, and why; docs/real-farm.md has checks for a person. */
const reasons: Readonly<Record<string, string>> = {
  'worker.registration-time': 'It is only seen while a worker registers for the first time.',
  'worker.restart-after': 'Somebody would have to break trust and mend it: docs/real-farm.md, check 5, on a test farm.',
  'task.first-lease': 'It is only seen while a package begins to run: docs/real-farm.md, check 9.',
  'config.thumbprint-keys': 'How a service compares is not seen in its file, and nothing is changed to find out.',
  'config.endpoint': 'How a service compares is not seen in its file, and nothing is changed to find out.',
  'config.not-in-use-2017': 'What a service does not use leaves no trace to look at.',
  'log.others': 'What is in a log of a package is not looked at: it may hold secrets.',
  'log.texts': 'A log holds them only while there is such trouble, and its lines name machines and people.',
  'log.exceptions': 'A log holds them only while there is such trouble, and its lines name machines and people.',
  'certificate.tpm-provider':
    'The provider of a key is only known where the key is opened: docs/real-farm.md, check 6.',
  'certificate.tpm-folder': 'Only a machine with keys in its TPM has that folder: docs/real-farm.md, check 6.',
  'certificate.worker-usages': 'What a master refuses is only seen where a certificate without one of them is tried.',
  'certificate.revocation': 'It is only seen where the list of an issuer cannot be reached, or names a certificate.',
  'schannel.exclusive-ca-trust': 'What the value does is only seen on a machine that has been refused, and changed.',
  'schannel.stranger-status': 'It is only seen where a certificate that is not self-signed is put into Root.',
  'powershell.language-errors': 'A session that refuses even a look gives no answer to look at.',
  'engine.windows-login-refused': 'A number is only seen where a login is refused, and none is tried for it.',
  'engine.assembly-not-trusted': 'A number is only seen where an assembly is not trusted.',
  'tls.weak-certificate': 'It is a rule of the OpenSSL in this program, and no farm can tell.',
  'http.value-options': 'Only a write shows what netsh takes, and none is done: docs/real-farm.md, check 3.',
  'http.update-resets': 'Only a write shows what it resets: docs/real-farm.md, check 3, on a test farm.',
  'http.tls13-build': 'What a handshake does is only seen in a handshake: the builds of Windows stand above.',
  'cluster.service': 'Only a node of a failover cluster has it: docs/real-farm.md, check 10.',
  'cluster.resources': 'Only a node of a failover cluster has it: docs/real-farm.md, check 10.',
};

const unseenFacts: Readonly<Record<string, CheckMaker>> = Object.fromEntries(
  Object.entries(reasons).map(([id, why]) => [id, (fact) => cannotTell(fact, why)]),
);

const makers = { ...configChecks, ...windowsChecks, ...unseenFacts };

/** Each fact's one check, or the reason why no look can tell; test/report keeps the list whole. */
export const checks: readonly Check[] = [
  ...serviceChecks,
  ...nameChecks,
  ...ssisdbChecks,
  ...facts.flatMap((fact) => makers[fact.id]?.(fact) ?? []),
];

/** What the machines are asked to look at for these checks. */
export const surveyRequest: SurveyRequest = {
  registry: registryPlaces(),
  logs: logBase.value,
};

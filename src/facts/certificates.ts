import { fact } from './fact.js';

export const keyFolders = fact({
  id: 'certificate.key-folders',
  says: 'The private keys of a machine are files in these folders below Microsoft\\Crypto of ProgramData: of CNG and of the older CSPs, for the machine and for SYSTEM alone.',
  value: ['Keys', 'RSA\\MachineKeys', 'SystemKeys', 'RSA\\S-1-5-18'],
  source: 'Microsoft: Key storage and retrieval (CNG), key directories and files',
  standing: 'documented',
  otherwise: 'The key is told as not among the keys of the machine, and the right to it is left to a person.',
});

export const tpmProvider = fact({
  id: 'certificate.tpm-provider',
  says: 'The key storage provider whose private keys lie in the TPM has this name.',
  value: 'Microsoft Platform Crypto Provider',
  source: 'Microsoft: NCryptOpenStorageProvider, MS_PLATFORM_CRYPTO_PROVIDER',
  standing: 'documented',
  otherwise: 'The key is looked for among the files, and told as not among the keys of the machine.',
});

export const tpmFolder = fact({
  id: 'certificate.tpm-folder',
  says: 'What Windows keeps of keys in the TPM lies in this folder below Microsoft\\Crypto of ProgramData, or in a folder in it. These files are not the keys: rights are given in the certificate console.',
  value: 'PCPKSP',
  source: 'Public scripts that list the keys of a machine',
  standing: 'reported',
  otherwise: 'A key in the TPM is still told by the name of its provider.',
});

export const workerUsages = fact({
  id: 'certificate.worker-usages',
  says: "A worker's certificate may be used for client and server authentication, as New-SelfSignedCertificate makes it where it is not told otherwise.",
  value: ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1'],
  source:
    'Microsoft: Deal with certificates for SSIS Scale Out; New-SelfSignedCertificate, Type and TextExtension; RFC 5280, 4.2.1.12',
  standing: 'documented',
  otherwise: 'The worker is refused: name a certificate of your own in the topology.',
});

export const workerStore = fact({
  id: 'certificate.worker-store',
  says: 'A worker looks for its certificate in LocalMachine\\My, unless StoreLocation and StoreName of WorkerSettings.config say otherwise.',
  value: { StoreLocation: 'LocalMachine', StoreName: 'My' },
  source: 'Microsoft: SSIS Scale Out Worker, WorkerSettings.config',
  standing: 'documented',
  otherwise: 'The plan says that the store is not looked at, and judges no certificate of the worker.',
});

export const clientRevocation = fact({
  id: 'certificate.revocation',
  says: 'Windows (http.sys) asks whether a client certificate was revoked, unless its binding says verifyclientcertrevocation=disable. Where the list of the issuer cannot be reached it refuses with this status.',
  value: '403.13',
  source: 'Microsoft: netsh http, add sslcert (verifyclientcertrevocation is on by default); HTTP status codes of IIS',
  standing: 'documented',
  otherwise: 'The remedy of a 403 names one cause too many.',
});

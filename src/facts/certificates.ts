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

export const masterUsages = fact({
  id: 'certificate.master-usages',
  says: "A master's certificate is one for server authentication: http.sys shows it to the workers, and the master is never a client with it.",
  value: ['1.3.6.1.5.5.7.3.1'],
  source:
    'Microsoft: Deal with certificates for SSIS Scale Out (an SSL certificate, bound to the port); RFC 5280, 4.2.1.12',
  standing: 'inferred',
  otherwise:
    'No worker is heard of after the switch to a new certificate, and the switch is taken back: name one of your own in the topology.',
});

export const movedKeys = fact({
  id: 'certificate.moved-keys',
  says: 'Which private key a certificate has is a property of it that X509Store.Add copies into another store, and taking the certificate out of the first one with X509Store.Remove leaves the key. So one that New-SelfSignedCertificate has made in My, the only store of LocalMachine where it makes one, can be moved to Root with its key.',
  value: { from: 'My', to: 'Root' },
  source:
    'Microsoft: CertAddCertificateContextToStore (properties are copied), CertDeleteCertificateFromStore, New-SelfSignedCertificate (CertStoreLocation)',
  standing: 'documented',
  otherwise:
    'The key is read back in Root before and after the certificate leaves My: the operation fails, and nothing is switched.',
});

export const pfxFlags = fact({
  id: 'certificate.pfx-flags',
  says: 'The private key of a PFX stays on the machine where it is opened with these flags. Without PersistKeySet the key goes away with the object that was opened.',
  value: ['MachineKeySet', 'PersistKeySet'],
  source: 'Microsoft: X509KeyStorageFlags',
  standing: 'documented',
  otherwise:
    'The key is read back in Root: the script stops with writeWithoutEffect, and the node is not taken for ready.',
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

export const schannelKey = fact({
  id: 'schannel.key',
  says: 'The registry key of Schannel, below HKEY_LOCAL_MACHINE.',
  value: 'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL',
  source: 'Microsoft: TLS registry settings',
  standing: 'documented',
  otherwise: 'Both values are taken for not set: the plan then warns where it need not.',
});

export const issuerListValue = fact({
  id: 'schannel.issuer-list',
  says: 'This value of that key says whether Schannel sends the list of trusted issuers; absent or 0: it does not, the default since Windows Server 2012.',
  value: 'SendTrustedIssuerList',
  source: 'Microsoft: TLS registry settings; KB 2802568',
  standing: 'documented',
  otherwise: 'The plan names the wrong one of two numbers (403.16, 403.7) for the same refusal.',
});

export const trustModeValue = fact({
  id: 'schannel.trust-mode',
  says: 'This value of that key says how Schannel trusts client certificates.',
  value: 'ClientAuthTrustMode',
  source: 'Microsoft: Overview of TLS - SSL (Schannel SSP), trusted issuers; Scale Out troubleshooting',
  standing: 'documented',
  otherwise: 'It is taken for not set: the plan then warns where it need not.',
});

export const sessionCache = fact({
  id: 'schannel.session-cache',
  says: 'Hours for which Schannel keeps a session of TLS unless ClientCacheTime or ServerCacheTime says otherwise. A connection that takes one up again is not checked against Root anew.',
  value: 10,
  source: 'Microsoft: TLS registry settings (ClientCacheTime, ServerCacheTime)',
  standing: 'documented',
  otherwise: 'A worker whose certificate is not trusted any more may be let in for longer, or not at all.',
});

export const exclusiveCaTrust = fact({
  id: 'schannel.exclusive-ca-trust',
  says: 'With this ClientAuthTrustMode (Exclusive CA Trust) certificates in Root that are not self-signed do no harm. No other value is a cure, and neither is SendTrustedIssuerList = 0.',
  value: 2,
  source: 'Microsoft: Scale Out troubleshooting (403 Forbidden); KB 2802568',
  standing: 'documented',
  otherwise: 'Workers stay refused with 403, and the plan does not warn of Root.',
});

export const strangerStatus = fact({
  id: 'schannel.stranger-status',
  says: 'A certificate in Root that is not self-signed makes IIS and http.sys refuse every client certificate: with 403.16 where SendTrustedIssuerList is absent or 0, with 403.7 where it is 1.',
  value: { listNotSent: '403.16', listSent: '403.7' },
  source: 'Microsoft: KB 2802568',
  standing: 'documented',
  otherwise: 'The plan warns of certificates that do no harm.',
});

export const opensslWeakCertificate = fact({
  id: 'tls.weak-certificate',
  says: 'OpenSSL refuses a certificate that is too weak for its security level, 2 (RSA of 2048 bits) since OpenSSL 3.2. Node gives what is found while the certificate is verified the code UNSPECIFIED and this text of OpenSSL, and other errors of TLS a code that ends so.',
  value: {
    texts: ['EE certificate key too weak', 'CA certificate key too weak', 'CA signature digest algorithm too weak'],
    codes: ['EE_KEY_TOO_SMALL', 'CA_KEY_TOO_SMALL', 'CA_MD_TOO_WEAK', 'DH_KEY_TOO_SMALL'],
  },
  source: 'OpenSSL: crypto/x509/x509_txt.c, SSL_CTX_set_security_level(3); Node.js: TLS, X509 certificate error codes',
  standing: 'published',
  otherwise:
    'The failure is told as a certificate that is not trusted or as TLS that failed, with the words of OpenSSL.',
});

export const issuerListBytes = fact({
  id: 'schannel.issuer-list-bytes',
  says: 'The list of trusted issuers that Schannel sends holds this many bytes; beyond it is cut, and client certificates fail at random.',
  value: 16384,
  source: 'Microsoft: KB 2464556 and 933430; KB 2880390',
  standing: 'documented',
  otherwise: 'The warning, which comes at three quarters of it, comes too early or too late.',
});

export const issuerListEvent = fact({
  id: 'schannel.issuer-list-event',
  says: 'Schannel writes this event into the System log where its list of trusted issuers was cut.',
  value: 36885,
  source: 'Microsoft: KB 2464556 and 933430',
  standing: 'documented',
  otherwise: 'The size of the list alone tells of it.',
});

export const tlsPlaces = fact({
  id: 'schannel.protocols',
  says: 'Below the first key of HKLM a key for each version of TLS has one for each side, Client and Server, whose value Enabled is 0 where it is off. Below the second the two values after it say what .NET Framework 4 speaks.',
  value: [
    'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols',
    'SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319',
    'SchUseStrongCrypto',
    'SystemDefaultTlsVersions',
  ],
  source: 'Microsoft: TLS registry settings; Transport Layer Security best practices with .NET Framework',
  standing: 'documented',
  otherwise: 'Hardening that is set elsewhere is not seen.',
});

import { fact } from './fact.js';

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

import { fact } from './fact.js';

export const setupPort = fact({
  id: 'http.setup-port',
  says: 'Setup gives the master this port.',
  value: 8391,
  source: 'Microsoft: SSIS Scale Out Master, PortNumber of MasterSettings.config, default 8391',
  standing: 'documented',
  otherwise: 'The port of the topology is taken, else that of the config of a node.',
});

export const bindingPlace = fact({
  id: 'http.bindings',
  says: 'This key of HKLM has a key for each entry of http.sys by its address and port, with the hash, the store (MY where there is none) and the owner in these values.',
  value: [
    'SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo',
    'SslCertHash',
    'SslCertStoreName',
    'AppId',
  ],
  source: 'Names in the configuration of http.sys; public readers of the key; articles on IIS and Reporting Services',
  standing: 'reported',
  otherwise: 'The port seems not to be bound, and after a write the step fails with machine.write-without-effect.',
});

export const bindingOptionValues = fact({
  id: 'http.option-values',
  says: 'The other values of an entry are its flags, how it checks certificates, two times, and the identifier and the store of its list of issuers.',
  value: [
    'DefaultFlags',
    'DefaultSslCertCheckMode',
    'DefaultSslRevocationFreshnessTime',
    'DefaultSslRevocationUrlRetrievalTimeout',
    'DefaultSslCtlIdentifier',
    'DefaultSslCtlStoreName',
  ],
  source: 'Names in the configuration of http.sys; HTTP_SERVICE_CONFIG_SSL_PARAM in http.h',
  standing: 'reported',
  otherwise: 'An option that stands elsewhere is lost when the port is bound to another certificate.',
});

export const flagOptions = fact({
  id: 'http.flag-options',
  says: 'The bits of DefaultFlags from the lowest on, each by the option of netsh that sets it, and empty where netsh has none.',
  value: [
    'dsmapperusage',
    'clientcertnegotiation',
    '',
    'reject',
    'disablehttp2',
    'disablequic',
    'disabletls13',
    'disableocspstapling',
    'enabletokenbinding',
    'logextendedevents',
    'disablelegacytls',
    'enablesessionticket',
    'disabletls12',
    '',
    'disablesessionid',
  ],
  source: 'Microsoft: http.h, HTTP_SERVICE_CONFIG_SSL_FLAG_* (0x1 to 0x4000); netsh http add sslcert',
  standing: 'documented',
  otherwise: 'A bit without an option here cannot be kept, and that is told before the port is bound again.',
});

export const checkOptions = fact({
  id: 'http.check-options',
  says: 'The bits of DefaultSslCertCheckMode, each before the option of netsh that sets it; 4 comes with the freshness time.',
  value: [
    1,
    'verifyclientcertrevocation=disable',
    2,
    'verifyrevocationwithcachedclientcertonly=enable',
    4,
    '',
    65536,
    'usagecheck=disable',
  ],
  source: 'Microsoft: HTTP_SERVICE_CONFIG_SSL_PARAM, DefaultCertCheckMode; netsh http add sslcert',
  standing: 'documented',
  otherwise: 'A bit that is not here cannot be kept, and that is told before the port is bound again.',
});

export const valueOptions = fact({
  id: 'http.value-options',
  says: 'The two times and the list of issuers of an entry have these options of netsh, in the order of their values.',
  value: ['revocationfreshnesstime', 'urlretrievaltimeout', 'sslctlidentifier', 'sslctlstorename'],
  source: 'Microsoft: netsh http add sslcert',
  standing: 'documented',
  otherwise: 'Where netsh refuses one the port stays as it is, and the step fails with what netsh said.',
});

export const updateResets = fact({
  id: 'http.update-resets',
  says: 'The command netsh http update sslcert puts every option that it is not given back to its default.',
  value: true,
  source:
    'Threads of win-acme (2831, 2153, 1768) and Certify (588): clientcertnegotiation and others lost after an update',
  standing: 'reported',
  otherwise: 'Options that are given again change nothing, and the one that is to go is named as disabled.',
});

export const windowsBuild = fact({
  id: 'http.build-value',
  says: 'This key of HKLM has the build of Windows in this value, a text.',
  value: ['SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'CurrentBuildNumber'],
  source: 'Microsoft: how to tell the version of Windows; scripts of users',
  standing: 'documented',
  otherwise: 'The build is unknown, and TLS 1.3 is not named as a cause.',
});

export const tls13Build = fact({
  id: 'http.tls13-build',
  says: 'From this build of Windows Server on, that of 2022, http.sys speaks TLS 1.3, in which it cannot ask for a client certificate after the handshake.',
  value: 20348,
  source: 'Microsoft: TLS protocol version support; dotnet/aspnetcore issue 41162; IIS support blog 4449362',
  standing: 'documented',
  otherwise:
    'A warning names TLS 1.3 where it is not the cause; nothing is changed for it unless the topology says so.',
});

export const urlReservations = fact({
  id: 'http.url-reservations',
  says: 'This key of HKLM has a value for each URL that http.sys keeps for accounts, named by the URL: a security descriptor, in which GENERIC_EXECUTE (0x20000000) or GENERIC_ALL (0x10000000) lets an account listen.',
  value: 'SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\UrlAclInfo',
  source: 'Public readers of the key; HTTP_SERVICE_CONFIG_URLACL_PARAM in http.h (SDDL with GX and GA)',
  standing: 'reported',
  otherwise: 'No reservation is seen, and none is told as wrong.',
});

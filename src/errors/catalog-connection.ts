import type { ErrorEntry } from './entry.js';

/** Errors of getting a connection to SSISDB. */
export const catalogConnectionErrors = {
  'catalog.secret-missing': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'A secret that the connection needs is not there',
    remedy: 'Set the variable or make the file that is named, for the account that runs scaleout.',
  },
  'catalog.secret-unusable': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'A secret that the connection needs cannot be used',
    remedy: 'Put the secret alone, as UTF-8 text, in the place that is named.',
  },
  'catalog.integrated-unavailable': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'Integrated authentication is not available here',
    remedy:
      'On Windows: npm install msnodesqlv8, and install the ODBC Driver for SQL Server. Elsewhere: use catalog.authentication of type ntlm, sql or entra (--user LOGIN beside --server).',
  },
  'catalog.unreachable': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The SQL Server cannot be reached',
    remedy: 'Check catalog.server, that SQL Server runs and listens on TCP, and that no firewall stands between.',
  },
  'catalog.browser-no-answer': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The port of the named instance could not be found out',
    remedy:
      'Start the SQL Server Browser service there and open UDP port 1434, or write the port instead: catalog.server: HOST,PORT.',
  },
  'catalog.tls-untrusted': {
    exitCode: 4,
    recovery: 'passing',
    summary: "The server's certificate is not trusted",
    remedy:
      'A SQL Server that nobody gave a certificate has one that it signed itself. Give it one that this machine trusts and that holds the name in catalog.server. Where a certificate authority of your own signed it, name its certificate in the variable NODE_EXTRA_CA_CERTS (a file in PEM) of the account that runs scaleout. Or set catalog.trustServerCertificate: true (--trust-server-certificate beside --server): then the certificate is not checked, and somebody on the way could pose as the server and read the login.',
  },
  'catalog.tls-weak': {
    exitCode: 4,
    recovery: 'passing',
    summary: "The server's certificate is too weak for this machine",
    remedy:
      'Give SQL Server a certificate with an RSA key of 2048 bits or more, signed with SHA-256 (SQL Server Configuration Manager, Protocols, Certificate), then restart it. Newer versions of Node (with OpenSSL 3.2 and later) refuse weaker ones. Until then NODE_OPTIONS=--tls-cipher-list=DEFAULT@SECLEVEL=1 lets this machine take it.',
  },
  'catalog.tls-failed': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The encrypted connection could not be made',
    remedy:
      'Check that the server allows TLS 1.2, and whether it wants TLS from the first byte: catalog.encrypt: strict (--encrypt strict beside --server). Where it worked before, look for a proxy or a firewall between that changes what is sent.',
  },
  'catalog.not-encrypted': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'Nobody logged in, because the connection is not encrypted and checked as it should be',
    remedy:
      'Every SQL Server with Scale Out offers encryption: somebody on the way may have taken the offer out, or another program answers there. Check the name and the port in catalog.server, and look for a proxy between. catalog.encrypt: false (--encrypt false) would send the login as plain text.',
  },
  'catalog.encryption-off': {
    exitCode: 0,
    summary: 'The connection to SQL Server is not encrypted',
    remedy:
      'Remove catalog.encrypt: false from the topology (--encrypt false beside --server). Every SQL Server with Scale Out can encrypt.',
  },
  'catalog.certificate-unchecked': {
    exitCode: 0,
    summary: 'The certificate of SQL Server is not checked',
    remedy:
      'Give SQL Server a certificate that this machine trusts and that holds the name in catalog.server, then remove catalog.trustServerCertificate: true (--trust-server-certificate beside --server).',
  },
  'catalog.encryption-required': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The server takes encrypted connections alone',
    remedy: 'Remove catalog.encrypt: false from the topology (--encrypt false beside --server).',
  },
  'catalog.login-failed': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'SQL Server refused the login',
    remedy:
      "Check user and password and that the server allows this kind of login. The reason is in the server's error log, by the state of error 18456.",
  },
  'catalog.login-untrusted-domain': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The Windows account comes from a domain that SQL Server does not trust',
    remedy:
      'Use an account of the domain of the server or of a trusted one, or a SQL Server login. With catalog.authentication of type ntlm this also comes of Extended Protection: where SQL Server has it as Required (SQL Server Configuration Manager, Protocols, Extended Protection), it refuses every such login, for the driver cannot bind it to the TLS channel. Then use integrated on Windows or a SQL Server login, or have it set to Allowed.',
  },
  'catalog.login-disabled': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The login is disabled or locked',
    remedy: 'Enable or unlock it (ALTER LOGIN ... ENABLE, ALTER LOGIN ... WITH PASSWORD = ... UNLOCK), or use another.',
  },
  'catalog.password-expired': {
    exitCode: 4,
    recovery: 'passing',
    summary: "The login's password has expired or must be changed",
    remedy: 'Change the password, or set CHECK_EXPIRATION = OFF for a login that services use.',
  },
  'catalog.login-refused': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'SQL Server takes no login from us now',
    remedy: 'Do what the message says; logon triggers, single-user mode and a full server refuse logins too.',
  },
  'catalog.entra-token': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'Microsoft Entra gave no token for SQL Server',
    remedy:
      'Check tenant, client and secret of catalog.authentication, and that the identity is allowed to use the database.',
  },
  'catalog.database-not-found': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The database cannot be opened',
    remedy:
      'Check catalog.database; if the name is right, make a user for this login in that database (CREATE USER ... FOR LOGIN ...).',
  },
  'catalog.database-unavailable': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The database is not available now',
    remedy:
      'See its state in sys.databases. In an availability group or mirroring session, connect to the primary replica (the listener).',
  },
  'catalog.no-ssisdb': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The database is not an SSISDB that knows Scale Out',
    remedy: 'Name the SSISDB in catalog.database. It must be the catalog of SQL Server 2017 or later.',
  },
  'catalog.closed': {
    exitCode: 1,
    recovery: 'passing',
    summary: 'The catalog was used after it was closed',
    remedy: 'This is a fault of scaleout: report it with the output of --log-level debug.',
  },
} as const satisfies Record<string, ErrorEntry>;

/** What the sandbox's SSISDB is built on, from the script of 2019. A test holds its views and procedures to it. */

const id = 'uniqueidentifier';
const time = 'datetimeoffset(7)';
const text = (length: number | 'max') => `nvarchar(${length})`;

const ssisdbFacts = {
  'ssisdb.views': {
    'catalog.catalog_properties': { property_name: text(256), property_value: text(256) },
    'catalog.executions': {
      execution_id: 'bigint',
      folder_name: 'sysname',
      project_name: 'sysname',
      package_name: text(260),
      created_time: time,
      end_time: time,
      executed_count: 'int',
      start_time: time,
      status: 'int',
      worker_agent_id: id,
    },
    'catalog.master_properties': { property_name: text(256), property_value: text('max') },
    'catalog.worker_agents': {
      WorkerAgentId: id,
      IsEnabled: 'bit',
      DisplayName: text(256),
      Description: text('max'),
      MachineName: text(256),
      Tags: text('max'),
      UserAccount: text(256),
      LastOnlineTime: time,
    },
  },
  'ssisdb.tasks': {
    'internal.tasks': {
      ExpiredTime: time,
      JobId: id,
      LastPickupTime: time,
      Status: 'int',
      TaskId: id,
      WorkerAgentId: id,
    },
  },
  'ssisdb.examined-tables': {
    'internal.event_messages_scaleout': { operation_id: 'bigint' },
    'internal.executions': { execution_id: 'bigint', job_id: id },
    'internal.job_worker_agents': { WorkerAgentId: id, JobId: id },
    'internal.tasks_history': { TaskId: id, JobId: id, CreatedTime: time },
    'internal.worker_agent_perfcounter': { WorkerAgentId: id, TimeStamp: time },
  },
  'ssisdb.log-login': { login: '##MS_SSISLogDBWorkerAgentLogin##', user: '##MS_SSISLogDBWorkerAgentUser##' },
  'engine.agent-tables': {
    'dbo.sysjobs': ['job_id', 'name', 'enabled', 'owner_sid', 'date_created'],
    'dbo.sysjobservers': ['job_id', 'last_run_outcome', 'last_run_date', 'last_run_time'],
    'dbo.sysjobsteps': ['job_id', 'step_id', 'step_name', 'subsystem', 'command', 'proxy_id'],
    'dbo.sysproxies': ['proxy_id', 'credential_id'],
  },
  'engine.error-log': { procedure: 'sys.xp_readerrorlog', failedLogin: 18456 },
  'ssisdb.procedures': {
    'catalog.configure_catalog': { property_name: text(255), property_value: text(255) },
    'catalog.delete_worker_agent': { WorkerAgentId: id },
    'catalog.disable_worker_agent': { WorkerAgentId: id },
    'catalog.enable_scaleout': {},
    'catalog.enable_worker_agent': { WorkerAgentId: id },
    'catalog.set_worker_agent_property': { WorkerAgentId: id, PropertyName: text(256), PropertyValue: text('max') },
    'catalog.update_master_address': { MasterAddress: text(256) },
  },
  'ssisdb.roles': {
    admin: 'ssis_admin',
    clusterExecutor: 'ssis_cluster_executor',
    clusterWorker: 'ssis_cluster_worker',
    logReader: 'ssis_logreader',
  },
  'ssisdb.version-properties': ['SCHEMA_VERSION', 'SCHEMA_BUILD'],
  'ssisdb.master-properties': [
    'MACHINE_NAME',
    'MASTER_ADDRESS',
    'MASTER_SERVICE_PORT',
    'SSLCERT_THUMBPRINT',
    'CLUSTER_LOGDB_SERVER',
    'LAST_ONLINE_TIME',
    'MASTER_HEARTBEAT_INTERVALINMS',
  ],
  'ssisdb.shape-errors': [201, 207, 208, 2760, 2812, 8144, 8145],
  'ssisdb.master-account': { account: 'NT Service\\SSISScaleOutMaster', role: 'ssis_admin' },
} as const;

/**
 * What the sandbox is built on: its own statement of each fact, by the same ids as src/facts, and taken from the sources
 * a second time. It imports nothing from there: a test shows the two side by side, so that nobody changes one unnoticed.
 */
export const sandboxFacts = {
  'config.files': ['MasterSettings.config', 'WorkerSettings.config'],
  'config.folder': String.raw`Microsoft SQL Server\{0}\DTS\Binn`,
  'config.setup-key': String.raw`SOFTWARE\Microsoft\Microsoft SQL Server\{0}\SSIS\Setup`,
  'config.agent-id': 'AgentId',
  'config.master-port': 'PortNumber',
  'config.certificates': {
    master: 'SSLCertThumbprint',
    masterOfWorker: 'MasterHttpsCertThumbprint',
    worker: 'WorkerHttpsCertThumbprint',
  },
  'config.thumbprint-keys': ['SSLCertThumbprint', 'WorkerHttpsCertThumbprint', 'MasterHttpsCertThumbprint'],
  'config.endpoint': 'MasterEndpoint',
  // Before and after an edit of the page on the worker; a service reads one of the two.
  'config.heartbeat-tolerance': ['HeartbeatErrorTolerance', 'HeartbeatErrorTollerance'],
  'config.lease-interval': ['LeaseInterval', 'LeaseInternval'],
  'config.worker-settings': [
    'MaxTaskCount',
    ...['AgentHeartbeatInterval', 'TaskHeartbeatInterval'],
    ...['TaskRequestMaxCPU', 'TaskRequestMinMemory'],
    'TasksRootFolder',
    ...['TaskLogLevel', 'TaskLogSegment', 'TaskLogEnabled'],
    'ExecutionLogCacheFolder',
    ...['ExecutionLogMaxBufferLogCount', 'ExecutionLogMaxInMemoryBufferCount'],
    ...['ExecutionLogRetryCount', 'ExecutionLogRetryTimeout'],
  ],
  'config.not-in-use-2017': ['DisplayName', 'Description', 'TaskRequestMaxCPU', 'TaskRequestMinMemory'],
  'log.base': String.raw`AppData\Local\SSIS`,
  'log.families': ['ScaleOut', 'Cluster'],
  'log.roles': ['Master', 'Agent'],
  'log.others': ['Tasks', 'ELogCache'],
  // The sandbox writes the first form; what the services write nobody has shown.
  'log.line-times': [
    '2026-11-24T02:15:20.123Z',
    ...['2026-11-24 02:15:20,123', '24.11.2026 02:15:20'],
    '11/24/2026 2:15:20 AM',
  ],
  'config.folders': ['TasksRootFolder', 'ExecutionLogCacheFolder'],
  // EVENT_SERVICE_START_FAILED 7000, _TIMEOUT 7009, crashes 7031 and 7034, logon 7038, and the right to log on 7041.
  'events.services': [7000, 7009, 7031, 7034, 7038, 7041],
  // ERROR_LOGON_FAILURE to ERROR_ACCOUNT_DISABLED, ERROR_LOGON_TYPE_NOT_GRANTED, ERROR_ACCOUNT_LOCKED_OUT, ERROR_SERVICE_LOGON_FAILED.
  'events.logon-errors': [1326, 1327, 1328, 1329, 1330, 1331, 1385, 1909, 1069],
  'windows.account-rights': ['AssignPrimaryToken', 'IncreaseQuota', 'Impersonate'].map((name) => `Se${name}Privilege`),
  'windows.rights-export': 'USER_RIGHTS',
  'http.url-reservations': String.raw`SYSTEM\CurrentControlSet\Services\HTTP\Parameters\UrlAclInfo`,
  'schannel.issuer-list-bytes': 16 * 1024,
  'schannel.issuer-list-event': 36885,
  'schannel.protocols': [
    String.raw`SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols`,
    String.raw`SOFTWARE\Microsoft\.NETFramework\v4.0.30319`,
    ...['SchUseStrongCrypto', 'SystemDefaultTlsVersions'],
  ],
  // WorkerSettings.config as setup writes it: AgentHeartbeatInterval, HeartbeatErrorTolerance.
  // Folders below %ProgramData%\Microsoft\Crypto. The machines here keep no files: an entry of a store has its readers.
  'certificate.key-folders': ['Keys', String.raw`RSA\MachineKeys`, 'SystemKeys', String.raw`RSA\S-1-5-18`],
  'certificate.tpm-provider': 'Microsoft Platform Crypto Provider',
  'certificate.tpm-folder': 'PCPKSP',
  // id-kp (1.3.6.1.5.5.7.3), clientAuth 2 and serverAuth 1: what New-SelfSignedCertificate makes unless it is told otherwise.
  'certificate.worker-usages': ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1'],
  // serverAuth alone: a listener shows it, and asks nobody with it.
  'certificate.master-usages': ['1.3.6.1.5.5.7.3.1'],
  // CERT_KEY_PROV_INFO_PROP_ID goes along with a copy of the context; deleting the context deletes no key container.
  'certificate.moved-keys': { from: 'My', to: 'Root' },
  // X509KeyStorageFlags: MachineKeySet 2, PersistKeySet 16. The machines here open no PFX.
  'certificate.pfx-flags': ['Machine', 'Persist'].map((kind) => `${kind}KeySet`),
  'certificate.worker-store': { StoreLocation: 'LocalMachine', StoreName: 'My' },
  // netsh, verifyclientcertrevocation=enable: IIS's 403.13. Certificates of the sandbox are in no revocation list.
  'certificate.revocation': '403.13',
  'worker.heartbeat': 60,
  'worker.error-tolerance': 10 * 60,
  // The walkthrough says "several minutes", and has the service restarted after each of these.
  'worker.registration-time': 10 * 60,
  'worker.restart-after': ['trust on the master', 'trust on the worker', 'binding', 'firewall'],
  // pull_task gives five minutes; update_task_status what the worker asks for (LeaseInterval), each TaskHeartbeatInterval.
  'task.first-lease': 5 * 60,
  'task.reported-lease': 60,
  'task.report': 10,
  // MasterSettings.config: MasterHeartbeatIntervalInMs, DealWithExpiredTasksIntervalInMs.
  'master.heartbeat': 30,
  'master.expiry-sweep': 300_000 / 1000,
  'names.netbios-length': 15,
  'names.worker-row': ['host name', 'NetBIOS name'],
  // sys.messages: SSPI handshakes 17806 and 17807, untrusted domain 18452. The sandbox asks for no Extended Protection.
  'engine.windows-login-refused': [17806, 17807, 18452],
  // sys.messages, "An error occurred in the Microsoft .NET Framework while trying to load assembly id". Never raised here.
  'engine.assembly-not-trusted': 10314,
  // X509_verify_cert_error_string, and SSL_R_EE_KEY_TOO_SMALL and kin: the sandbox's own keys have 2048 bits.
  'tls.weak-certificate': {
    texts: ['EE', 'CA']
      .map((whose) => `${whose} certificate key too weak`)
      .concat('CA signature digest algorithm too weak'),
    codes: ['EE_KEY', 'CA_KEY'].map((key) => `${key}_TOO_SMALL`).concat('CA_MD_TOO_WEAK', 'DH_KEY_TOO_SMALL'),
  },
  // Troubleshooting article, as patterns; inspect.ts of the machines has the whole sentences that a worker writes.
  'log.texts': [
    'noEndpoint: no endpoint listening',
    'trust: could not establish trust relationship',
    'secureChannel: could not establish secure channel',
    'anonymous: (403|forbidden).*anonymous|anonymous.*(403|forbidden)',
    'httpRequest: error occurred while making the http request',
  ],
  // System.ServiceModel and System.ServiceModel.Security: what WCF throws for each of them.
  'log.exceptions': [
    'noEndpoint: EndpointNotFoundException',
    'security: SecurityNegotiationException',
    'anonymous: MessageSecurityException',
    'communication: CommunicationException',
  ],
  // about_Language_Modes. The machines of the sandbox run no PowerShell.
  'powershell.full-language': 'FullLanguage',
  'powershell.language-errors': [
    'ScriptsNotAllowed',
    'InvalidScriptBlockInDataSection',
    ...['no-', 'restricted '].map((kind) => `${kind}language mode`),
  ],
  'schannel.key': ['SYSTEM', 'CurrentControlSet', 'Control', 'SecurityProviders', 'SCHANNEL'].join('\\'),
  'schannel.issuer-list': 'SendTrustedIssuerList',
  'schannel.trust-mode': 'ClientAuthTrustMode',
  // 0 machine trust (the default), 1 exclusive root trust, 2 exclusive CA trust.
  'schannel.exclusive-ca-trust': 2,
  // KB 2802568, "Cause": without a list of issuers 403.16, with one 403.7.
  'schannel.session-cache': 10,
  'schannel.stranger-status': { listNotSent: '403.16', listSent: '403.7' },
  'cluster.service': 'ClusSvc',
  'cluster.resources': ['Cluster\\Resources', 'Parameters', 'ServiceName'],
  'http.setup-port': 8391,
  'http.bindings': [
    'SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo',
    'SslCertHash',
    'SslCertStoreName',
    'AppId',
  ],
  'http.option-values': [
    'DefaultFlags',
    'DefaultSslCertCheckMode',
    'DefaultSslRevocationFreshnessTime',
    'DefaultSslRevocationUrlRetrievalTimeout',
    'DefaultSslCtlIdentifier',
    'DefaultSslCtlStoreName',
  ],
  'http.flag-options': Object.assign(Array<string>(15).fill(''), {
    0: 'dsmapperusage',
    1: 'clientcertnegotiation',
    3: 'reject',
    4: 'disablehttp2',
    5: 'disablequic',
    6: 'disabletls13',
    7: 'disableocspstapling',
    8: 'enabletokenbinding',
    9: 'logextendedevents',
    10: 'disablelegacytls',
    11: 'enablesessionticket',
    12: 'disabletls12',
    14: 'disablesessionid',
  }) as readonly string[],
  'http.check-options': [
    0x1,
    'verifyclientcertrevocation=disable',
    0x2,
    'verifyrevocationwithcachedclientcertonly=enable',
    0x4,
    '',
    0x1_0000,
    'usagecheck=disable',
  ],
  'http.value-options': ['revocationfreshnesstime', 'urlretrievaltimeout', 'sslctlidentifier', 'sslctlstorename'],
  'http.update-resets': true,
  'http.build-value': ['SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'CurrentBuildNumber'],
  'http.tls13-build': 20_348,
  'service.names': ['SSISScaleOutMaster', 'SSISScaleOutWorker'],
  ...ssisdbFacts,
} as const;

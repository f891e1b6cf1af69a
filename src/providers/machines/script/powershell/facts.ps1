# What the script takes for granted of Windows and of SQL Server.
# Generated from src/facts by scripts/machine-script.mjs. Do not edit.
function Get-Fact([string]$Id) {
    switch ($Id) {
        'cluster.service' { return 'ClusSvc' }
        'cluster.resources' { return @('Cluster\Resources', 'Parameters', 'ServiceName') }
        'http.bindings' { return @('SYSTEM\CurrentControlSet\Services\HTTP\Parameters\SslBindingInfo', 'SslCertHash', 'SslCertStoreName', 'AppId') }
        'http.option-values' { return @('DefaultFlags', 'DefaultSslCertCheckMode', 'DefaultSslRevocationFreshnessTime', 'DefaultSslRevocationUrlRetrievalTimeout', 'DefaultSslCtlIdentifier', 'DefaultSslCtlStoreName') }
        'http.flag-options' { return @('dsmapperusage', 'clientcertnegotiation', '', 'reject', 'disablehttp2', 'disablequic', 'disabletls13', 'disableocspstapling', 'enabletokenbinding', 'logextendedevents', 'disablelegacytls', 'enablesessionticket', 'disabletls12', '', 'disablesessionid') }
        'http.check-options' { return @(1, 'verifyclientcertrevocation=disable', 2, 'verifyrevocationwithcachedclientcertonly=enable', 4, '', 65536, 'usagecheck=disable') }
        'http.value-options' { return @('revocationfreshnesstime', 'urlretrievaltimeout', 'sslctlidentifier', 'sslctlstorename') }
        'http.build-value' { return @('SOFTWARE\Microsoft\Windows NT\CurrentVersion', 'CurrentBuildNumber') }
        'config.agent-id' { return 'AgentId' }
        'config.files' { return @('MasterSettings.config', 'WorkerSettings.config') }
        'config.folder' { return 'Microsoft SQL Server\{0}\DTS\Binn' }
        'config.setup-key' { return 'SOFTWARE\Microsoft\Microsoft SQL Server\{0}\SSIS\Setup' }
        'config.endpoint' { return 'MasterEndpoint' }
        'config.heartbeat-tolerance' { return @('HeartbeatErrorTolerance', 'HeartbeatErrorTollerance') }
        'config.lease-interval' { return @('LeaseInterval', 'LeaseInternval') }
        'log.base' { return 'AppData\Local\SSIS' }
        'log.families' { return @('ScaleOut', 'Cluster') }
        'log.others' { return @('Tasks', 'ELogCache') }
        'log.roles' { return @('Master', 'Agent') }
        'service.names' { return @('SSISScaleOutMaster', 'SSISScaleOutWorker') }
        'config.thumbprint-keys' { return @('SSLCertThumbprint', 'WorkerHttpsCertThumbprint', 'MasterHttpsCertThumbprint') }
        'certificate.key-folders' { return @('Keys', 'RSA\MachineKeys', 'SystemKeys', 'RSA\S-1-5-18') }
        'certificate.tpm-provider' { return 'Microsoft Platform Crypto Provider' }
        'certificate.tpm-folder' { return 'PCPKSP' }
        'certificate.worker-usages' { return @('1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1') }
        'certificate.master-usages' { return @('1.3.6.1.5.5.7.3.1') }
        'certificate.pfx-flags' { return @('MachineKeySet', 'PersistKeySet') }
        'schannel.key' { return 'SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL' }
        'schannel.issuer-list' { return 'SendTrustedIssuerList' }
        'schannel.trust-mode' { return 'ClientAuthTrustMode' }
        'log.texts' { return @('noEndpoint: no endpoint listening', 'trust: could not establish trust relationship', 'secureChannel: could not establish secure channel', 'anonymous: (403|forbidden).*anonymous|anonymous.*(403|forbidden)', 'httpRequest: error occurred while making the http request') }
        'log.exceptions' { return @('noEndpoint: EndpointNotFoundException', 'security: SecurityNegotiationException', 'anonymous: MessageSecurityException', 'communication: CommunicationException') }
        'events.services' { return @(7000, 7009, 7031, 7034, 7038, 7041) }
        'schannel.issuer-list-event' { return 36885 }
        'windows.account-rights' { return @('SeAssignPrimaryTokenPrivilege', 'SeIncreaseQuotaPrivilege', 'SeImpersonatePrivilege') }
        'windows.rights-export' { return 'USER_RIGHTS' }
        'http.url-reservations' { return 'SYSTEM\CurrentControlSet\Services\HTTP\Parameters\UrlAclInfo' }
        'schannel.protocols' { return @('SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols', 'SOFTWARE\Microsoft\.NETFramework\v4.0.30319', 'SchUseStrongCrypto', 'SystemDefaultTlsVersions') }
        'config.folders' { return @('TasksRootFolder', 'ExecutionLogCacheFolder') }
    }
    throw "There is no fact $Id."
}

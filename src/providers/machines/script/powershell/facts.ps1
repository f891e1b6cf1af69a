# What the script takes for granted of Windows and of SQL Server.
# Generated from src/facts by scripts/machine-script.mjs. Do not edit.
function Get-Fact([string]$Id) {
    switch ($Id) {
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
    }
    throw "There is no fact $Id."
}

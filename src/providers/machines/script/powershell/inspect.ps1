# Everything of the machine at one moment. A part that cannot be read carries its reason and spoils no other.
function Get-Inspection($Request) {
    $services = @(Get-ScaleOutServices)
    $installations = @($services | ForEach-Object { Get-InstallationPart $_ })
    $bindings = Get-Part { Get-BindingParts }
    $named = @(Get-NamedThumbprints $installations) + @($bindings['value'] | ForEach-Object { $_.thumbprint })
    $seen = [ordered]@{
        hostName      = Get-WindowsHostName
        clock         = Get-InstantText ([DateTime]::UtcNow)
        administrator = $(try { [bool](Test-WindowsAdministrator) } catch { $false })
        build         = Get-WindowsBuild
        installations = $installations
        root          = Get-StorePart 'Root' $named
        my            = Get-StorePart 'My' $named
        bindings      = $bindings
        firewall      = Get-Part { Get-FirewallParts }
        schannel      = Get-SchannelPart
        trouble       = @(Get-LogTrouble $services)
        logs          = @($services | ForEach-Object { Get-LogPlaces $_ })
    }
    if ($null -ne $Request['examine']) { $seen.examination = Get-Examination $Request['examine'] $services }
    return $seen
}

# ISO 8601 of a time in UTC.
function Get-InstantText([DateTime]$Time) {
    return $Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [Globalization.CultureInfo]::InvariantCulture)
}

# The list that a block yields, or why there is none.
function Get-Part([scriptblock]$Read) {
    try { return @{ value = @(& $Read) } } catch { return @{ error = Get-InnerMessage $_ } }
}

function Get-InstallationPart($Service) {
    $config = [ordered]@{ path = '' }
    try {
        $config.path = Get-ConfigPath $Service
        $config.content = [Convert]::ToBase64String((Read-ServiceConfig $Service $config.path))
    } catch { $config.error = Get-InnerMessage $_ }
    $shown = [ordered]@{}
    foreach ($key in 'name', 'startMode', 'state', 'account', 'accountSid', 'clustered') { $shown[$key] = $Service[$key] }
    if ($null -eq $Service.clustered) { $shown.clusterDoubt = $Service.clusterDoubt }
    $reading = Get-ConfigReading $Service $config.path
    if ($reading -eq 'unread') { $shown.configUnread = $true }
    if ($reading -eq 'written') { $shown.configWritten = $true }
    if ([IO.File]::Exists($config.path)) {
        try { $shown.configWrittenAt = Get-InstantText ([IO.File]::GetLastWriteTimeUtc($config.path)) } catch { Write-Verbose (Get-InnerMessage $_) }
    }
    $started = $(if ($Service.state -eq 'running') { Get-WindowsServiceStart $Service.name })
    if ($null -ne $started) { $shown.startedAt = Get-InstantText $started }
    return [ordered]@{ role = $Service.role; version = $Service.version; service = $shown; config = $config }
}

# The build of Windows; null where it cannot be told.
function Get-WindowsBuild {
    $place = @(Get-Fact 'http.build-value')
    $build = 0
    try { if ([int]::TryParse([string](Get-WindowsRegistryValue $place[0] $place[1]), [ref]$build)) { return $build } } catch { Write-Verbose (Get-InnerMessage $_) }
    return $null
}

function Get-BindingParts {
    foreach ($each in @(Get-WindowsBindings)) {
        $more = Get-BindingOptions $each
        [ordered]@{ address = $each.Address; thumbprint = $each.Thumbprint; store = $each.Store; options = @($more.Options); lost = @($more.Lost) }
    }
}

function Get-FirewallParts {
    foreach ($each in @(Get-WindowsFirewallRules 'ssis-scaleout')) {
        [ordered]@{ name = $each.Name; enabled = [bool]$each.Enabled; allows = (Test-InboundAllowed $each); ports = @($each.Ports) }
    }
}

function Get-SchannelPart {
    $path = Get-Fact 'schannel.key'
    $found = [ordered]@{ sendTrustedIssuerList = $null; clientAuthTrustMode = $null }
    try {
        $found.sendTrustedIssuerList = Get-WindowsRegistryValue $path (Get-Fact 'schannel.issuer-list')
        $found.clientAuthTrustMode = Get-WindowsRegistryValue $path (Get-Fact 'schannel.trust-mode')
    } catch { Write-Verbose (Get-InnerMessage $_) }
    return $found
}

# The installed services of Scale Out with everything that is known of them.
function Get-ScaleOutServices {
    $found = try { @(Get-WindowsServices) } catch { @(Get-WindowsServicesFromRegistry) }
    $cluster = Get-ClusterView
    foreach ($each in $found) {
        if ($each.Name -notmatch (Get-ServiceNamePattern)) { continue }
        @{
            role       = $(if ($Matches[1] -like '*Master') { 'master' } else { 'worker' })
            version    = $Matches[2]
            name       = [string]$each.Name
            startMode  = switch ([string]$each.StartMode) { 'Auto' { 'automatic' } 'Manual' { 'manual' } 'Disabled' { 'disabled' } default { 'other' } }
            state      = switch ([string]$each.State) { 'Running' { 'running' } 'Stopped' { 'stopped' } default { 'other' } }
            account    = [string]$each.StartName
            accountSid = Get-AccountSid ([string]$each.StartName)
            # Null: it cannot be told, and clusterDoubt says why.
            clustered  = $(if ($cluster.Names -contains $each.Name) { $true } elseif ($cluster.Doubt -ne '') { $null } else { $false })
            clusterDoubt = $cluster.Doubt
            imagePath  = [string]$each.PathName
        }
    }
}

# The name, then the version.
function Get-ServiceNamePattern {
    return "^($(@(Get-Fact 'service.names') -join '|'))([0-9]{3})$"
}

# Only services of Scale Out can be named: no other one is ever touched.
function Get-ScaleOutService([string]$Name) {
    foreach ($each in @(Get-ScaleOutServices)) { if ($each.name -eq $Name) { return $each } }
    Stop-With 'serviceMissing' "There is no service $Name of Scale Out on this machine."
}

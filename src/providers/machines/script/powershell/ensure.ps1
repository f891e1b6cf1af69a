# What the scripts for an administrator share.
function Get-ServiceOfRole([string]$Role) {
    # The newest where several versions are installed.
    $found = @(Get-ScaleOutServices | Where-Object { $_.role -eq $Role } | Sort-Object -Property { $_.version } -Descending)
    if ($found.Count -eq 0) { Stop-With 'serviceMissing' "No Scale Out $Role is installed on this machine (service SSISScaleOut$($Role.Substring(0, 1).ToUpperInvariant() + $Role.Substring(1)) and its version)." }
    return $found[0]
}

function Get-Sentence([bool]$Changed, [string]$Subject, [string]$Now, [string]$Already) {
    return "$Subject $(if ($Changed) { $Now } else { $Already })"
}

# The text of a setting; empty where it is missing.
function Get-SettingIn($Members, [string]$Key) {
    $member = Find-Member $Members $Key
    if ($null -eq $member -or $null -eq $member.Value) { return '' }
    return Get-SettingText $member.Value
}

function Get-UtcTime([string]$Text) {
    return [DateTime]::Parse($Text, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]'AssumeUniversal, AdjustToUniversal')
}

# Automatic and running, restarted where what it read at its start has changed. Whether anything had to be done.
function Set-ServiceInUse($Service, [bool]$Restart, [int]$Seconds, $Report) {
    $name = $Service.name
    if ($Service.clustered) {
        $Report.Add("A failover cluster owns ${name}: it was left alone.$(if ($Restart) { ' Restart it with the cluster''s own commands.' })")
        return $false
    }
    if ($null -eq $Service.clustered) {
        $Report.Add("Whether a failover cluster owns $name cannot be told: $($Service.clusterDoubt). It was left alone. Run this script again when the cluster service runs.$(if ($Restart) { " $name has to be restarted: what was changed holds only then." } elseif ($Service.state -ne 'running') { " $name does not run." })")
        return $false
    }
    $set = Set-StartMode $Service 'automatic'
    $Report.Add((Get-Sentence $set $name 'starts automatically now.' 'started automatically already.'))
    $Service.startMode = 'automatic'
    if ($Restart -and $Service.state -ne 'stopped') {
        Restart-ScaleOutService $Service $Seconds
        $Report.Add("$name was restarted.")
        return $true
    }
    $started = Start-ScaleOutService $Service $Seconds
    $Report.Add((Get-Sentence $started $name 'was started.' 'was running already.'))
    return $set -or $started
}

# Name, StartMode, State, StartName and PathName as Win32_Service has them, of every service with that beginning.
function Get-WindowsServices {
    return Get-CimInstance -ClassName Win32_Service -Filter "Name LIKE 'SSISScaleOut%'"
}

# The same from the registry, for an account that WMI turns away.
function Get-WindowsServicesFromRegistry {
    $services = 'SYSTEM\CurrentControlSet\Services'
    foreach ($name in @(Get-WindowsRegistryKeys $services)) {
        if ($name -notmatch (Get-ServiceNamePattern)) { continue }
        $mode = Get-WindowsRegistryValue "$services\$name" 'Start'
        [pscustomobject]@{
            Name      = $name
            StartMode = switch ($mode) { 2 { 'Auto' } 3 { 'Manual' } 4 { 'Disabled' } default { [string]$mode } }
            State     = Get-WindowsServiceState $name
            StartName = Get-WindowsRegistryValue "$services\$name" 'ObjectName'
            PathName  = Get-WindowsRegistryValue "$services\$name" 'ImagePath'
        }
    }
}

# Running, Stopped, StartPending, StopPending, Paused ...
function Get-WindowsServiceState([string]$Name) {
    return [string](Get-Service -Name $Name).Status
}

# When its process began, in UTC; nothing where that cannot be seen.
function Get-WindowsServiceStart([string]$Name) {
    try {
        $process = @(Get-CimInstance -ClassName Win32_Service -Filter "Name LIKE 'SSISScaleOut%'" | Where-Object { $_.Name -eq $Name })[0].ProcessId
        if ([int]$process -ne 0) { return (Get-Process -Id $process).StartTime.ToUniversalTime() }
    } catch { Write-Verbose (Get-InnerMessage $_) }
}

function Start-WindowsService([string]$Name) {
    (Get-Service -Name $Name).Start()
}

# Without waiting, which Stop-Service does for as long as it likes.
function Stop-WindowsService([string]$Name) {
    (Get-Service -Name $Name).Stop()
}

function Set-WindowsStartMode([string]$Name, [string]$Mode) {
    Set-Service -Name $Name -StartupType $Mode
}

function Wait-WindowsMoment {
    Start-Sleep -Milliseconds 250
}

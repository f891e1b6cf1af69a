# Port and ProcessId of what listens for TCP.
function Get-WindowsListeners {
    foreach ($each in @(Get-NetTCPConnection -State Listen -ErrorAction Stop)) {
        [pscustomobject]@{ Port = [int]$each.LocalPort; ProcessId = [int]$each.OwningProcess }
    }
}

# Nothing where it cannot be seen.
function Get-WindowsProcessName([int]$Id) {
    try { return [string](Get-Process -Id $Id -ErrorAction Stop).ProcessName } catch { return $null }
}

# Tasks of .NET, which go on by themselves: the addresses of a name, and a connection.
function Start-WindowsResolving([string]$HostName) {
    return [System.Net.Dns]::GetHostAddressesAsync($HostName)
}

function Start-WindowsConnecting($Client, $Address, [int]$Port) {
    return $Client.ConnectAsync($Address, $Port)
}

function Invoke-BindPort($Request) {
    $thumbprint = Get-Thumbprint $Request['thumbprint']
    $certificate = Find-Certificate 'Root' $thumbprint
    if ($null -eq $certificate) { Stop-With 'certificateMissing' "$thumbprint is not in LocalMachine\Root." }
    if (-not $certificate.HasPrivateKey) { Stop-With 'keyMissing' "$thumbprint has no private key in LocalMachine\Root." }
    return New-Result (Set-Binding ([int]$Request['port']) $thumbprint)
}

# Whether the port had to be bound.
function Set-Binding([int]$Port, [string]$Thumbprint) {
    $address = "0.0.0.0:$Port"
    $present = Find-Binding $address
    if (Test-Bound $present $Thumbprint) { return $false }
    $failed = Write-Binding $present $address $Thumbprint
    # Bound by somebody since we looked.
    if ($null -ne $failed -and $null -eq $present -and $failed -match '\b183\b') {
        $failed = Write-Binding (Find-Binding $address) $address $Thumbprint 'update'
    }
    if ($null -ne $failed) {
        if (-not (Test-WindowsAdministrator)) { Stop-With 'accessDenied' "Only an administrator may bind ${address}: $failed" }
        $reason = if ($failed -match '\b1312\b') { "the private key of $Thumbprint is not in the machine's store (error 1312). " } else { '' }
        Stop-With 'bindingFailed' "$address cannot be bound: $reason$failed"
    }
    if (-not (Test-Bound (Find-Binding $address) $Thumbprint)) {
        Stop-With 'writeWithoutEffect' "$address is not bound to $Thumbprint although netsh reported success."
    }
    return $true
}

function Find-Binding([string]$Address) {
    foreach ($each in @(Get-WindowsBindings)) { if ($each.Address -eq $Address) { return $each } }
}

function Test-Bound($Binding, [string]$Thumbprint) {
    return $null -ne $Binding -and $Binding.Thumbprint -eq $Thumbprint -and $Binding.Store -eq 'Root'
}

# What netsh said where it failed. `update` leaves no moment without a certificate.
function Write-Binding($Present, [string]$Address, [string]$Thumbprint, [string]$Verb) {
    if ($Verb -eq '') { $Verb = if ($null -eq $Present) { 'add' } else { 'update' } }
    $owner = if ($null -ne $Present -and $null -ne $Present.AppId) { $Present.AppId } else { '{6f5cbdc0-3a8a-4a0c-9d6e-53a1c0f0e391}' }
    $ran = Invoke-OrStop 'bindingFailed' 'netsh cannot be started:' { Invoke-WindowsNetsh @('http', $Verb, 'sslcert', "ipport=$Address", "certhash=$Thumbprint", "appid=$owner", 'certstorename=Root') }
    if ($ran.ExitCode -ne 0) { return "netsh ended with $($ran.ExitCode): $($ran.Output)" }
}

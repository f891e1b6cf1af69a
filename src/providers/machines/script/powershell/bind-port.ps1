function Invoke-BindPort($Request) {
    $thumbprint = Get-Thumbprint $Request['thumbprint']
    $certificate = Find-Certificate 'Root' $thumbprint
    if ($null -eq $certificate) { Stop-With 'certificateMissing' "$thumbprint is not in LocalMachine\Root." }
    if (-not $certificate.HasPrivateKey) { Stop-With 'keyMissing' "$thumbprint has no private key in LocalMachine\Root." }
    return Set-Binding ([int]$Request['port']) $thumbprint $Request['negotiateClientCertificate']
}

# Binds the port where it is not bound so. What else is set of its entry stays, and what cannot stay is told as `lost`.
function Set-Binding([int]$Port, [string]$Thumbprint, $Negotiate) {
    $address = "0.0.0.0:$Port"
    $present = Find-Binding $address
    if (Test-Bound $present $Thumbprint $Negotiate) { return New-Result $false }
    $failed = Write-Binding $present $address $Thumbprint $Negotiate
    # Bound by somebody since we looked.
    if ($null -ne $failed -and $null -eq $present -and $failed -match '\b183\b') {
        $present = Find-Binding $address
        $failed = Write-Binding $present $address $Thumbprint $Negotiate 'update'
    }
    if ($null -ne $failed) {
        if (-not (Test-WindowsAdministrator)) { Stop-With 'accessDenied' "Only an administrator may bind ${address}: $failed" }
        $reason = if ($failed -match '\b1312\b') { "the private key of $Thumbprint is not in the machine's store (error 1312). " } else { '' }
        Stop-With 'bindingFailed' "$address cannot be bound: $reason$failed"
    }
    $now = Find-Binding $address
    if (-not (Test-Bound $now $Thumbprint $null)) {
        Stop-With 'writeWithoutEffect' "$address is not bound to $Thumbprint although netsh reported success."
    }
    $before = Get-BindingOptions $present
    $kept = @((Get-BindingOptions $now).Options)
    $missing = @(Select-BindingOptions $before.Options $Negotiate | Where-Object { $kept -notcontains $_ })
    if ($missing.Count -ne 0 -or -not (Test-Bound $now $Thumbprint $Negotiate)) {
        Stop-With 'writeWithoutEffect' "$address is bound to $Thumbprint now, but not with what was asked for besides: $(@($missing) -join ', ') (it has: $(@($kept) -join ', '))."
    }
    $result = New-Result $true
    $still = @((Get-BindingOptions $now).Lost)
    $lost = @($before.Lost | Where-Object { $still -notcontains $_ })
    if ($lost.Count -ne 0) { $result.lost = $lost }
    return $result
}

function Find-Binding([string]$Address) {
    foreach ($each in @(Get-WindowsBindings)) { if ($each.Address -eq $Address) { return $each } }
}

function Test-Bound($Binding, [string]$Thumbprint, $Negotiate) {
    if ($null -eq $Binding -or $Binding.Thumbprint -ne $Thumbprint -or $Binding.Store -ne 'Root') { return $false }
    if ($null -eq $Negotiate) { return $true }
    $options = @((Get-BindingOptions $Binding).Options)
    return @(Select-BindingOptions $options $Negotiate).Count -eq $options.Count
}

# What netsh said where it failed. `update` leaves no moment without a certificate, and takes every option away that it is not
# given again. Should it keep them, what is to go has to be named.
function Write-Binding($Present, [string]$Address, [string]$Thumbprint, $Negotiate, [string]$Verb) {
    if ($Verb -eq '') { $Verb = if ($null -eq $Present) { 'add' } else { 'update' } }
    $owner = if ($null -ne $Present -and $null -ne $Present.AppId) { $Present.AppId } else { '{6f5cbdc0-3a8a-4a0c-9d6e-53a1c0f0e391}' }
    $options = @(Select-BindingOptions (Get-BindingOptions $Present).Options $Negotiate)
    if ($Verb -eq 'update' -and $Negotiate -eq $false) { $options += "$(@(Get-Fact 'http.flag-options')[1])=disable" }
    $named = @('http', $Verb, 'sslcert', "ipport=$Address", "certhash=$Thumbprint", "appid=$owner", 'certstorename=Root') + $options
    $ran = Invoke-OrStop 'bindingFailed' 'netsh cannot be started:' { Invoke-WindowsNetsh $named }
    if ($ran.ExitCode -ne 0) { return "netsh ended with $($ran.ExitCode): $($ran.Output)" }
}

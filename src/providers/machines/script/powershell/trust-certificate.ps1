function Invoke-TrustCertificate($Request) {
    $thumbprint = Get-Thumbprint $Request['thumbprint']
    if ($thumbprint -eq '') { Stop-With 'certificateInvalid' 'The request names no thumbprint to hold the certificate against.' }
    $certificate = Read-PublicCertificate $Request['certificate'] $thumbprint
    return New-Result (Add-TrustedCertificate $certificate $Request['mark'])
}

# Whether it had to be added. One that is there keeps its name: our mark says that we brought it.
function Add-TrustedCertificate($Certificate, [string]$Mark) {
    if ($null -ne (Find-Certificate 'Root' $Certificate.Thumbprint)) { return $false }
    Invoke-OrStop 'storeFailed' "$($Certificate.Thumbprint) cannot be added to LocalMachine\Root:" {
        Set-WindowsFriendlyName $Certificate $Mark
        Add-WindowsCertificate 'Root' $Certificate
    }
    $stored = Find-Certificate 'Root' $Certificate.Thumbprint
    if ($null -eq $stored) {
        Stop-With 'writeWithoutEffect' "LocalMachine\Root does not show $($Certificate.Thumbprint) after it was added."
    }
    if ((Get-WindowsFriendlyName $stored) -cne $Mark) { Set-WindowsFriendlyName $stored $Mark }
    return $true
}

function Invoke-DistrustCertificate($Request) {
    $thumbprint = Get-Thumbprint $Request['thumbprint']
    $certificate = Find-Certificate 'Root' $thumbprint
    if ($null -eq $certificate) { return New-Result $false }
    if ($certificate.HasPrivateKey) {
        Stop-With 'moved' "$thumbprint has a private key in LocalMachine\Root: it is this machine's own and stays there."
    }
    Invoke-OrStop 'storeFailed' "$thumbprint cannot be taken out of LocalMachine\Root:" { Remove-WindowsCertificate 'Root' $certificate }
    if ($null -ne (Find-Certificate 'Root' $thumbprint)) {
        Stop-With 'writeWithoutEffect' "LocalMachine\Root still shows $thumbprint after it was removed."
    }
    return New-Result $true
}

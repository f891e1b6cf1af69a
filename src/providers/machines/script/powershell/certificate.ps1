# 40 digits in upper case, without what people copy along.
function Get-Thumbprint([string]$Text) {
    return ($Text -replace '[^0-9A-Fa-f]', '').ToUpperInvariant()
}

function Find-Certificate([string]$Store, [string]$Thumbprint) {
    foreach ($each in @(Get-StoreCertificates $Store)) { if ($each.Thumbprint -eq $Thumbprint) { return $each } }
}

function Get-StoreCertificates([string]$Store) {
    return Invoke-OrStop 'storeFailed' "LocalMachine\$Store cannot be read:" { Get-WindowsCertificates $Store }
}

# A public certificate from base64 of DER. A PFX would be taken by the same constructor, with its key: refused.
function Read-PublicCertificate([string]$Base64, [string]$Thumbprint) {
    $certificate = Invoke-OrStop 'certificateInvalid' 'The certificate cannot be read:' {
        [System.Security.Cryptography.X509Certificates.X509Certificate2]::new([Convert]::FromBase64String($Base64))
    }
    if ($certificate.HasPrivateKey -or [Convert]::ToBase64String($certificate.RawData) -ne ($Base64 -replace '\s', '')) {
        Stop-With 'certificateInvalid' 'This is not the public half of one certificate.'
    }
    if ($Thumbprint -ne '' -and $certificate.Thumbprint -ne $Thumbprint) {
        Stop-With 'certificateInvalid' "The certificate has the thumbprint $($certificate.Thumbprint), not $Thumbprint."
    }
    return $certificate
}

function Test-SelfSigned($Certificate) {
    return [Convert]::ToBase64String($Certificate.SubjectName.RawData) -eq [Convert]::ToBase64String($Certificate.IssuerName.RawData)
}

function Test-MarkedAsOurs($Certificate) {
    return (Get-WindowsFriendlyName $Certificate).StartsWith('ssis-scaleout', [StringComparison]::Ordinal)
}

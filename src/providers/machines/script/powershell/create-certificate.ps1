function Invoke-CreateCertificate($Request) {
    $names = @($Request['names'] | Where-Object { [string]$_ -ne '' })
    if ($names.Count -eq 0) { Stop-With 'scriptFailed' 'A certificate needs a name.' }
    $present = Find-MarkedCertificate $names $Request['mark'] $Request['days']
    $certificate = if ($null -ne $present) { $present } else { New-MarkedCertificate $names $Request['mark'] $Request['days'] }
    $result = New-Result ($null -eq $present)
    $result.certificate = [Convert]::ToBase64String($certificate.RawData)
    return $result
}

# One that an earlier run made, with more than half of the wanted life before it: the answer to that run may have been lost.
function Find-MarkedCertificate([string[]]$Names, [string]$Mark, [int]$Days) {
    $enough = [DateTime]::Now.AddDays($Days / 2)
    foreach ($each in @(Get-StoreCertificates 'My')) {
        if ((Get-WindowsFriendlyName $each) -cne $Mark -or -not $each.HasPrivateKey) { continue }
        if ($each.NotBefore -gt [DateTime]::Now -or $each.NotAfter -lt $enough) { continue }
        if (@($Names | Where-Object { -not (Test-CertificateName $each $_) }).Count -eq 0) { return $each }
    }
}

function New-MarkedCertificate([string[]]$Names, [string]$Mark, [int]$Days) {
    $subject = 'CN="' + $Names[0].Replace('"', '""') + '"'
    $made = Invoke-OrStop 'certificateNotMade' 'New-SelfSignedCertificate made no certificate:' { New-WindowsCertificate $subject $Names $Mark $Days }
    $stored = Find-Certificate 'My' $made.Thumbprint
    if ($null -eq $stored -or -not $stored.HasPrivateKey) {
        Stop-With 'writeWithoutEffect' "LocalMachine\My does not show $($made.Thumbprint) with its key after it was made."
    }
    return $stored
}

# Whether a name is the common name or stands in the subject alternative name: as 82, its length and its ASCII bytes. The
# text that Windows makes of that extension is in the machine's language.
function Test-CertificateName($Certificate, [string]$Name) {
    if ($Certificate.GetNameInfo('SimpleName', $false) -eq $Name) { return $true }
    $extension = $Certificate.Extensions['2.5.29.17']
    if ($null -eq $extension) { return $false }
    $text = [Text.Encoding]::GetEncoding(28591).GetString($extension.RawData)
    return $text.IndexOf([string][char]0x82 + [char]$Name.Length + $Name, [StringComparison]::OrdinalIgnoreCase) -ge 0
}

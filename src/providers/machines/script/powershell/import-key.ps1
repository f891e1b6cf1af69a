# Brings a certificate with its private key into LocalMachine\Root, from a PFX of the person who runs this. The password is asked
# for, and neither it nor the key goes anywhere else.
function Import-CertificateWithKey([string]$Path, [string]$Thumbprint) {
    $bytes = Read-PfxBytes $Path
    $password = Read-WindowsPassword "The password of $Path"
    # Opened first without keeping anything: the key goes away with the object.
    $seen = Open-Pfx $bytes $password 'DefaultKeySet'
    try {
        if ($seen.Thumbprint -ne $Thumbprint) { Stop-With 'certificateInvalid' "$Path has the certificate $($seen.Thumbprint), not $Thumbprint. Nothing was imported." }
        if (-not $seen.HasPrivateKey) { Stop-With 'keyMissing' "$Path has $Thumbprint without its private key. Nothing was imported." }
    } finally { $seen.Dispose() }
    $imported = Open-Pfx $bytes $password (@(Get-Fact 'certificate.pfx-flags') -join ', ')
    try { Add-CertificateWithKey $imported } finally { $imported.Dispose() }
    return (Find-Certificate 'Root' $Thumbprint)
}

function Read-PfxBytes([string]$Path) {
    $full = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    $file = [IO.FileInfo]::new($full)
    if (-not $file.Exists) { Stop-With 'certificateInvalid' "There is no file $full." }
    if ($file.Length -gt 1048576) { Stop-With 'certificateInvalid' "$full is larger than a PFX: 1 MiB is the most that is read." }
    return , (Invoke-OrStop 'certificateInvalid' "$full cannot be read:" { [IO.File]::ReadAllBytes($full) })
}

function Open-Pfx([byte[]]$Bytes, $Password, [string]$Flags) {
    return Invoke-OrStop 'certificateInvalid' 'The PFX cannot be opened. Either the password is another one, or the file is no PFX, or this Windows does not know its encryption (Windows Server 2016 knows no AES: export it with TripleDES-SHA1 for that):' {
        Open-WindowsPfx $Bytes $Password $Flags
    }
}

# A public half that stands there may keep its place, and the key with it stay unknown: it is taken out for the whole one.
function Add-CertificateWithKey($Certificate) {
    $thumbprint = $Certificate.Thumbprint
    $add = { Invoke-OrStop 'storeFailed' "$thumbprint cannot be added to LocalMachine\Root:" { Add-WindowsCertificate 'Root' $Certificate } }
    & $add
    $bare = Find-Certificate 'Root' $thumbprint
    if ($null -ne $bare -and -not $bare.HasPrivateKey) {
        Invoke-OrStop 'storeFailed' "$thumbprint cannot be taken out of LocalMachine\Root:" { Remove-WindowsCertificate 'Root' $bare }
        & $add
    }
    $stored = Find-Certificate 'Root' $thumbprint
    if ($null -eq $stored -or -not (Test-KeyThere $stored)) {
        Stop-With 'writeWithoutEffect' "LocalMachine\Root does not show $thumbprint with its private key after it was imported."
    }
}

function Invoke-CreateCertificate($Request) {
    $got = Get-MarkedCertificate @{
        names = @($Request['names']); mark = $Request['mark']; days = [int]$Request['days']
        store = $Request['store']; usage = $Request['usage']; replaces = $Request['replaces']
    }
    $result = New-Result $got.changed
    $result.certificate = [Convert]::ToBase64String($got.certificate.RawData)
    return $result
}

# The certificate of a wish (names, mark, days, store, usage, replaces), and whether anything had to be done. One that an
# earlier run made is taken first: the answer to that run may have been lost.
function Get-MarkedCertificate($Wish) {
    $names = @($Wish.names | Where-Object { [string]$_ -ne '' })
    if ($names.Count -eq 0) { Stop-With 'scriptFailed' 'A certificate needs a name.' }
    $replaced = Find-ReplacedCertificate $Wish
    $present = Find-MarkedCertificate $Wish.store $names $Wish $replaced
    if ($null -ne $present) {
        $left = $Wish.store -eq 'Root' -and $null -ne (Find-Certificate 'My' $present.Thumbprint)
        if ($left) { Move-CertificateToRoot $present }
        return @{ certificate = $present; changed = $left }
    }
    # One that was made, and the run ended before it was moved.
    $made = if ($Wish.store -eq 'Root') { Find-MarkedCertificate 'My' $names $Wish $replaced }
    if ($null -eq $made) { $made = New-MarkedCertificate $names $Wish $replaced }
    if ($Wish.store -eq 'Root') { Move-CertificateToRoot $made }
    return @{ certificate = $made; changed = $true }
}

# The certificate that is in use now, wherever it is shown. One that is not valid yet is in nobody's use.
function Find-ReplacedCertificate($Wish) {
    $thumbprint = Get-Thumbprint $Wish.replaces
    if ($thumbprint -eq '') { return }
    foreach ($store in 'My', 'Root') {
        $found = Find-Certificate $store $thumbprint
        if ($null -ne $found -and $found.NotBefore -le [DateTime]::Now) { return $found }
    }
}

# One with our mark and its key, younger than the one that it replaces, with more than half of the wanted life before it.
function Find-MarkedCertificate([string]$Store, [string[]]$Names, $Wish, $Replaced) {
    $enough = [DateTime]::Now.AddDays($Wish.days / 2)
    foreach ($each in @(Get-StoreCertificates $Store)) {
        if ((Get-WindowsFriendlyName $each) -cne $Wish.mark -or -not $each.HasPrivateKey) { continue }
        if ($each.NotBefore -gt [DateTime]::Now -or $each.NotAfter -lt $enough) { continue }
        if ($null -ne $Replaced -and $each.NotBefore -le $Replaced.NotBefore) { continue }
        if (@($Names | Where-Object { -not (Test-CertificateName $each $_) }).Count -ne 0) { continue }
        if (Test-KeyThere $each) { return $each }
    }
}

function New-MarkedCertificate([string[]]$Names, $Wish, $Replaced) {
    $subject = 'CN="' + $Names[0].Replace('"', '""') + '"'
    # Younger than the one that it replaces, also where the cmdlet lets it begin ten minutes ago; times are of whole seconds.
    $begin = $null
    if ($null -ne $Replaced -and $Replaced.NotBefore -gt [DateTime]::Now.AddMinutes(-10).AddSeconds(-2)) {
        $begin = @([DateTime]::Now.AddMinutes(-10), $Replaced.NotBefore.AddSeconds(1) | Sort-Object)[-1]
    }
    $made = Invoke-OrStop 'certificateNotMade' 'New-SelfSignedCertificate made no certificate:' {
        New-WindowsCertificate $subject $Names $Wish $begin
    }
    $stored = Find-Certificate 'My' $made.Thumbprint
    if ($null -eq $stored -or -not $stored.HasPrivateKey) {
        Stop-With 'writeWithoutEffect' "LocalMachine\My does not show $($made.Thumbprint) with its key after it was made."
    }
    return $stored
}

# From My, where alone Windows makes one. It leaves My only when Root shows it with its key, and the key must be there after that.
function Move-CertificateToRoot($Certificate) {
    $thumbprint = $Certificate.Thumbprint
    $mark = Get-WindowsFriendlyName $Certificate
    if ($null -eq (Find-Certificate 'Root' $thumbprint)) {
        Invoke-OrStop 'storeFailed' "$thumbprint cannot be added to LocalMachine\Root:" { Add-WindowsCertificate 'Root' $Certificate }
    }
    $stored = Find-Certificate 'Root' $thumbprint
    if ($null -eq $stored -or -not (Test-KeyThere $stored)) {
        Stop-With 'writeWithoutEffect' "LocalMachine\Root does not show $thumbprint with its key after it was added. It is in LocalMachine\My still."
    }
    if ((Get-WindowsFriendlyName $stored) -cne $mark) { Set-WindowsFriendlyName $stored $mark }
    $left = Find-Certificate 'My' $thumbprint
    if ($null -ne $left) {
        Invoke-OrStop 'storeFailed' "$thumbprint cannot be taken out of LocalMachine\My:" { Remove-WindowsCertificate 'My' $left }
    }
    if ($null -ne (Find-Certificate 'My' $thumbprint)) {
        Stop-With 'writeWithoutEffect' "LocalMachine\My still shows $thumbprint after it was moved to LocalMachine\Root."
    }
    $null = Get-KeyFile (Find-Certificate 'Root' $thumbprint)
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

# The thumbprints of a store, and those certificates whole that matter.
function Get-StorePart([string]$Store, [string[]]$Named) {
    try {
        $all = @(Get-WindowsCertificates $Store)
        $certificates = @($all | Where-Object { Test-Matters $Store $_ $Named } | ForEach-Object { Get-CertificatePart $_ })
        return @{ value = [ordered]@{ thumbprints = @($all | ForEach-Object { $_.Thumbprint }); certificates = $certificates } }
    } catch { return @{ error = Get-InnerMessage $_ } }
}

function Test-Matters([string]$Store, $Certificate, [string[]]$Named) {
    if ($Certificate.HasPrivateKey -or $Named -contains $Certificate.Thumbprint) { return $true }
    return (Test-MarkedAsOurs $Certificate) -or ($Store -eq 'Root' -and -not (Test-SelfSigned $Certificate))
}

function Get-CertificatePart($Certificate) {
    $part = [ordered]@{
        certificate  = [Convert]::ToBase64String($Certificate.RawData)
        friendlyName = Get-WindowsFriendlyName $Certificate
        hasKey       = [bool]$Certificate.HasPrivateKey
    }
    if ($part.hasKey) {
        try { $part.readers = @(Get-FileReaders (Get-KeyFile $Certificate)) }
        catch {
            $part.readersError = Get-InnerMessage $_
            if ((Get-FailureCode $_) -eq 'keyInTpm') { $part.keyInTpm = $true }
        }
    }
    return $part
}

# The thumbprints that the configs name, whether or not the rest of a config can be read.
function Get-NamedThumbprints($Installations) {
    foreach ($each in $Installations) {
        if ($null -eq $each.config['content']) { continue }
        $text = Get-TextOfBytes ([Convert]::FromBase64String($each.config['content']))
        foreach ($match in [regex]::Matches($text, '(?i)Thumbprint"\s*:\s*"([^"]*)"')) { Get-Thumbprint $match.Groups[1].Value }
    }
}

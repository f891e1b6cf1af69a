# The file of a certificate's private key, or the reason why there is none to be found.
function Get-KeyFile($Certificate) {
    if (-not $Certificate.HasPrivateKey) { Stop-With 'keyMissing' "$($Certificate.Thumbprint) has no private key on this machine." }
    $key = Invoke-OrStop 'keyMissing' 'The private key cannot be opened:' { Get-WindowsKey $Certificate }
    $name = if ($null -eq $key) { '' } else { [string]$key.Name }
    if ($null -ne $key -and $key.Provider -eq (Get-Fact 'certificate.tpm-provider')) { Stop-WithTpmKey $Certificate }
    # A joined empty name would be the folder, and a grant on it would open every key of the machine.
    if ($name -eq '' -or $name -match '[\\/:]' -or $name -match '^\.+$') {
        Stop-With 'keyMissing' "The private key of $($Certificate.Thumbprint) is in no file of this machine."
    }
    $crypto = Get-WindowsCryptoFolder
    foreach ($folder in @(Get-Fact 'certificate.key-folders')) {
        $path = [IO.Path]::Combine((Join-WindowsFolders $crypto $folder), $name)
        if ([IO.File]::Exists($path)) { return $path }
    }
    if (Test-TpmFile $crypto $name) { Stop-WithTpmKey $Certificate }
    Stop-With 'keyMissing' "The private key $name of $($Certificate.Thumbprint) is not among the keys of this machine."
}

# Whether its private key is where the machine has its keys, or in the TPM.
function Test-KeyThere($Certificate) {
    try {
        $null = Get-KeyFile $Certificate
        return $true
    } catch {
        $code = Get-FailureCode $_
        if ($code -eq 'keyMissing') { return $false }
        if ($code -eq 'keyInTpm') { return $true }
        throw
    }
}

# What is kept of it on the disk is not the key: a right to that file would let nobody use it.
function Stop-WithTpmKey($Certificate) {
    Stop-With 'keyInTpm' "The private key of $($Certificate.Thumbprint) lies in the TPM of this machine. Who may use it is not said by a file: the certificate console shows it (certlm.msc, All Tasks, Manage Private Keys)."
}

function Test-TpmFile([string]$Crypto, [string]$Name) {
    $folder = [IO.DirectoryInfo]::new((Join-WindowsFolders $Crypto (Get-Fact 'certificate.tpm-folder')))
    if (-not $folder.Exists) { return $false }
    foreach ($each in @($folder) + @($folder.GetDirectories())) {
        foreach ($file in $each.GetFiles()) {
            if ($file.Name -eq $Name -or [IO.Path]::GetFileNameWithoutExtension($file.Name) -eq $Name) { return $true }
        }
    }
    return $false
}

# The SIDs that may read a file: ReadData, or a generic right that holds it, and not denied.
function Get-FileReaders([string]$Path) {
    $rules = @(Get-WindowsFileRules $Path | Where-Object { ($_.Rights -band 0x90000001L) -ne 0 })
    $denied = @($rules | Where-Object { -not $_.Allow } | ForEach-Object { $_.Sid })
    $allowed = @($rules | Where-Object { $_.Allow } | ForEach-Object { $_.Sid })
    return @($allowed | Where-Object { $denied -notcontains $_ } | Select-Object -Unique)
}

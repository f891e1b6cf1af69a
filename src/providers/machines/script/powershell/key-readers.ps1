# The file of a certificate's private key, or the reason why there is none to be found.
function Get-KeyFile($Certificate) {
    if (-not $Certificate.HasPrivateKey) { Stop-With 'keyMissing' "$($Certificate.Thumbprint) has no private key on this machine." }
    $name = [string](Invoke-OrStop 'keyMissing' 'The private key cannot be opened:' { Get-WindowsKeyName $Certificate })
    # A joined empty name would be the folder, and a grant on it would open every key of the machine.
    if ($name -eq '' -or $name -match '[\\/:]' -or $name -match '^\.+$') {
        Stop-With 'keyMissing' "The private key of $($Certificate.Thumbprint) is in no file of this machine."
    }
    foreach ($folder in @(Get-WindowsKeyFolders)) {
        $path = [IO.Path]::Combine($folder, $name)
        if ([IO.File]::Exists($path)) { return $path }
    }
    Stop-With 'keyMissing' "The private key $name of $($Certificate.Thumbprint) is not among the keys of this machine."
}

# The SIDs that may read a file: ReadData, or a generic right that holds it, and not denied.
function Get-FileReaders([string]$Path) {
    $rules = @(Get-WindowsFileRules $Path | Where-Object { ($_.Rights -band 0x90000001L) -ne 0 })
    $denied = @($rules | Where-Object { -not $_.Allow } | ForEach-Object { $_.Sid })
    $allowed = @($rules | Where-Object { $_.Allow } | ForEach-Object { $_.Sid })
    return @($allowed | Where-Object { $denied -notcontains $_ } | Select-Object -Unique)
}

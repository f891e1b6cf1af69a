function Get-WindowsPowerShell {
    return @{ Version = [string]$PSVersionTable.PSVersion; Edition = [string]$PSVersionTable.PSEdition; LanguageMode = [string]$ExecutionContext.SessionState.LanguageMode }
}

function Get-WindowsVersion {
    return [string][Environment]::OSVersion.Version
}

# As NetBIOS has it: at most 15 characters.
function Get-WindowsShortName {
    return [Environment]::MachineName
}

# Name, Kind, Number, Length of each value of a key of LocalMachine; nothing where there is no such key. No text and no bytes leave it.
function Get-WindowsRegistryShape([string]$Path) {
    $key = Open-WindowsRegistryKey $Path
    if ($null -eq $key) { return }
    try {
        $values = @(foreach ($name in @($key.GetValueNames() | Select-Object -First 100)) { Get-RegistryValueShape $name $key.GetValue($name) })
        return @{ Values = $values }
    } finally { $key.Dispose() }
}

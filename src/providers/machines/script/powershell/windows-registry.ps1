# HKLM in its 64-bit view, whatever this process is. Nothing for a key or value that is not there.
function Get-WindowsRegistryValue([string]$Path, [string]$Name) {
    $key = Open-WindowsRegistryKey $Path
    if ($null -eq $key) { return }
    # The comma keeps binary values whole.
    try { return , $key.GetValue($Name) } finally { $key.Dispose() }
}

function Get-WindowsRegistryKeys([string]$Path) {
    $key = Open-WindowsRegistryKey $Path
    if ($null -eq $key) { return }
    try { return $key.GetSubKeyNames() } finally { $key.Dispose() }
}

function Open-WindowsRegistryKey([string]$Path) {
    $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
    try { return $root.OpenSubKey($Path) } finally { $root.Dispose() }
}

# The names of the values of a key; nothing for a key that is not there.
function Get-WindowsRegistryNames([string]$Path) {
    $key = Open-WindowsRegistryKey $Path
    if ($null -eq $key) { return }
    try { return $key.GetValueNames() } finally { $key.Dispose() }
}

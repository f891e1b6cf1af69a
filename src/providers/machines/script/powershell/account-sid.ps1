# The SID of a service's account; nothing where it cannot be resolved.
function Get-AccountSid([string]$Account) {
    # These have names in the machine's language.
    switch ($Account) {
        'LocalSystem' { return 'S-1-5-18' }
        'NT AUTHORITY\LocalService' { return 'S-1-5-19' }
        'NT AUTHORITY\NetworkService' { return 'S-1-5-20' }
    }
    if ($Account -eq '') { return }
    $name = if ($Account.StartsWith('.\')) { [Environment]::MachineName + $Account.Substring(1) } else { $Account }
    try { return Get-WindowsSid $name } catch {
        if ($Account -match '^NT SERVICE\\(.+)$') { return Get-ServiceSid $Matches[1] }
    }
}

# The SID of `NT Service\<name>` follows from the name: its upper case in UTF-16, SHA-1, as five little-endian numbers.
function Get-ServiceSid([string]$Name) {
    $sha = [System.Security.Cryptography.SHA1]::Create()
    try { $hash = $sha.ComputeHash([Text.Encoding]::Unicode.GetBytes($Name.ToUpperInvariant())) } finally { $sha.Dispose() }
    return 'S-1-5-80-' + (@(0, 4, 8, 12, 16 | ForEach-Object { [BitConverter]::ToUInt32($hash, $_) }) -join '-')
}

function Get-WindowsSid([string]$Account) {
    return [System.Security.Principal.NTAccount]::new($Account).Translate([System.Security.Principal.SecurityIdentifier]).Value
}

function Test-WindowsAdministrator {
    $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
    return [System.Security.Principal.WindowsPrincipal]::new($identity).IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
}

# The whole name: the one of NetBIOS ends after 15 characters.
function Get-WindowsHostName {
    try { return [System.Net.Dns]::GetHostName() } catch { return [Environment]::MachineName }
}

# The folder of an account's profile; nothing where it never logged on.
function Get-WindowsProfile([string]$Sid) {
    if ($Sid -eq '') { return }
    return Get-WindowsRegistryValue "SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\$Sid" 'ProfileImagePath'
}

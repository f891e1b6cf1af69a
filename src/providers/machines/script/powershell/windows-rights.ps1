# The user rights of the machine as secedit writes them, which needs an administrator. Its two files are taken away again.
function Get-WindowsRights {
    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), "ssis-scaleout-$([Guid]::NewGuid().ToString('N'))")
    $null = [IO.Directory]::CreateDirectory($folder)
    try {
        $file = [IO.Path]::Combine($folder, 'rights.inf')
        # With Stop, a line on standard error would be an exception in 5.1.
        $ErrorActionPreference = 'Continue'
        $output = & "$env:SystemRoot\System32\secedit.exe" '/export' '/areas' (Get-Fact 'windows.rights-export') '/cfg' $file '/log' ([IO.Path]::Combine($folder, 'log.txt')) '/quiet' 2>&1 | ForEach-Object { [string]$_ }
        $ErrorActionPreference = 'Stop'
        if (-not [IO.File]::Exists($file)) { throw "secedit ended with $LASTEXITCODE and wrote no rights. $((@($output) -join ' ').Trim())" }
        return [IO.File]::ReadAllText($file)
    } finally { [IO.Directory]::Delete($folder, $true) }
}

# The SIDs of the direct members of the machine's administrators.
function Get-WindowsAdministratorMembers {
    $name = [System.Security.Principal.SecurityIdentifier]::new('S-1-5-32-544').Translate([System.Security.Principal.NTAccount]).Value.Split('\')[-1]
    $group = [System.DirectoryServices.DirectoryEntry]::new("WinNT://$([Environment]::MachineName)/$name,group")
    try {
        foreach ($each in @($group.Invoke('Members'))) {
            $bytes = $each.GetType().InvokeMember('objectSid', 'GetProperty', $null, $each, $null)
            [System.Security.Principal.SecurityIdentifier]::new([byte[]]$bytes, 0).Value
        }
    } finally { $group.Dispose() }
}

# The SIDs of all groups of an account of a domain, as Kerberos gives them without its password.
function Get-WindowsDomainGroups([string]$Account) {
    $domain, $name = $Account -split '\\', 2
    $identity = [System.Security.Principal.WindowsIdentity]::new($(if ($null -eq $name) { $Account } else { "$name@$domain" }))
    try { return @($identity.Groups | ForEach-Object { $_.Value }) } finally { $identity.Dispose() }
}

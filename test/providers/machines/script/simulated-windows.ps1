# Stands in for what only Windows has: commands, registry, stores, key files. $script:World is the machine's state, as the
# tests give it; each function below reads and writes it as Windows would.
function Get-Fault([string]$Name) { return $script:World['faults'][$Name] }

# A fault: `denied`, `ignored` (the write reports success and does nothing), or the text of an error.
function Test-Ignored([string]$Name) {
    $fault = Get-Fault $Name
    if ($null -eq $fault) { return $false }
    if ($fault -eq 'ignored') { return $true }
    if ($fault -eq 'denied') { throw [System.UnauthorizedAccessException]::new('Attempted to perform an unauthorized operation.') }
    if ($fault -eq 'win32') { throw [System.InvalidOperationException]::new('Cannot open it.', [System.ComponentModel.Win32Exception]::new(5)) }
    throw [System.InvalidOperationException]::new('outer', [System.InvalidOperationException]::new($fault))
}

function Get-WindowsHostName { return $script:World['hostName'] }
function Test-WindowsAdministrator { return [bool]$script:World['administrator'] }
function Get-WindowsSid([string]$Account) {
    $sid = $script:World['sids'][$Account]
    if ($null -eq $sid) { throw [System.InvalidOperationException]::new("no such account $Account") }
    return $sid
}

function Get-WindowsRegistryValue([string]$Path, [string]$Name) {
    $null = Test-Ignored "registry:$Path"
    $key = $script:World['registry'][$Path]
    if ($null -eq $key) { return }
    $value = $key[$Name]
    if ($value -is [System.Collections.IDictionary]) { $value = [Convert]::FromBase64String($value['bytes']) }
    return , $value
}
function Get-WindowsRegistryKeys([string]$Path) {
    $null = Test-Ignored "registry:$Path"
    $names = [System.Collections.Generic.List[string]]::new()
    foreach ($key in $script:World['registry'].Keys) {
        if ($key.StartsWith("$Path\")) { $name = $key.Substring($Path.Length + 1).Split('\')[0]; if (-not $names.Contains($name)) { $names.Add($name) } }
    }
    return $names.ToArray()
}

function Get-WindowsRegistryShape([string]$Path) {
    $null = Test-Ignored "registry:$Path"
    $key = $script:World['registry'][$Path]
    if ($null -eq $key) { return }
    return @{ Values = @(foreach ($name in $key.Keys) { Get-RegistryValueShape $name (Get-WindowsRegistryValue $Path $name) }) }
}
function Get-WindowsPowerShell { return @{ Version = '5.1.17763.1'; Edition = 'Desktop'; LanguageMode = 'FullLanguage' } }
function Get-WindowsVersion { return '10.0.17763.0' }
function Get-WindowsShortName { return ([string]$script:World['hostName']).ToUpperInvariant() }

function Get-CimInstance { param([string]$ClassName, [string]$Filter)
    $null = Test-Ignored 'Get-CimInstance'
    switch ($ClassName) {
        'Win32_OperatingSystem' { return [pscustomobject]@{ FreePhysicalMemory = [uint64]$script:World['freeKilobytes'] } }
        'Win32_PerfFormattedData_PerfOS_Processor' { return [pscustomobject]@{ Name = '_Total'; PercentProcessorTime = [uint64]$script:World['cpu'] } }
    }
    foreach ($each in $script:World['services']) {
        [pscustomobject]@{ Name = $each['Name']; StartMode = $each['StartMode']; State = $each['State']; StartName = $each['StartName']; PathName = $each['PathName'] }
    }
}
function Find-SimulatedService([string]$Name) { foreach ($each in $script:World['services']) { if ($each['Name'] -eq $Name) { return $each } } }
function Get-Service { param([string]$Name)
    $service = Find-SimulatedService $Name
    if ($null -eq $service) { throw "Cannot find any service with service name '$Name'." }
    $shown = [pscustomobject]@{ Name = $Name; Status = $service['State']; DisplayName = $(if ($null -ne $service['DisplayName']) { $service['DisplayName'] } else { $Name }) }
    $shown.PSObject.Members.Add([psscriptmethod]::new('Start', { Start-SimulatedService $this.Name }))
    $shown.PSObject.Members.Add([psscriptmethod]::new('Stop', { Stop-SimulatedService $this.Name }))
    return $shown
}
function Start-SimulatedService([string]$Name) {
    $null = Test-Ignored 'Start-Service'
    $service = Find-SimulatedService $Name
    $service['starts'] = [int]$service['starts'] + 1
    $service['startedAt'] = [DateTime]::UtcNow.AddSeconds(1).ToString('o')
    $service['State'] = 'StartPending'
    $service['next'] = switch ($service['onStart']) { 'dies' { 'Stopped' } 'hangs' { 'StartPending' } default { 'Running' } }
}
function Stop-SimulatedService([string]$Name) {
    $null = Test-Ignored 'Stop-Service'
    $service = Find-SimulatedService $Name
    $service['stops'] = [int]$service['stops'] + 1
    $service['State'] = 'StopPending'
    $service['next'] = $(if ($service['onStop'] -eq 'hangs') { 'StopPending' } else { 'Stopped' })
}
function Get-WindowsServiceStart([string]$Name) {
    $started = (Find-SimulatedService $Name)['startedAt']
    if ($null -ne $started) { return [DateTime]::Parse($started, [Globalization.CultureInfo]::InvariantCulture, 'AdjustToUniversal') }
}
# Time goes by: whatever was under way is done.
function Wait-WindowsMoment {
    foreach ($each in $script:World['services']) { if ($null -ne $each['next']) { $each['State'] = $each['next']; $each['next'] = $null } }
    [System.Threading.Thread]::Sleep(5)
}
function Set-Service { param([string]$Name, [string]$StartupType)
    if (Test-Ignored 'Set-Service') { return }
    (Find-SimulatedService $Name)['StartMode'] = $(if ($StartupType -eq 'Automatic') { 'Auto' } else { $StartupType })
}

function Get-SimulatedStore([string]$Store) {
    if ($null -eq $script:Stores[$Store]) {
        $list = [System.Collections.Generic.List[object]]::new()
        foreach ($each in $script:World[$Store]) { $list.Add((New-SimulatedCertificate $each)) }
        $script:Stores[$Store] = $list
    }
    return , $script:Stores[$Store]
}
function New-SimulatedCertificate($Entry) {
    if ($null -ne $Entry['key']) { $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem($Entry['pem'], $Entry['key']) }
    else { $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem($Entry['pem']) }
    $certificate.PSObject.Properties.Add([psnoteproperty]::new('SimulatedName', [string]$Entry['friendlyName']))
    return $certificate
}
function Get-WindowsCertificates([string]$Store) {
    $null = Test-Ignored "store:$Store"
    return (Get-SimulatedStore $Store).ToArray()
}
function Add-WindowsCertificate([string]$Store, $Certificate) {
    if (Test-Ignored "add:$Store") { return }
    # A store keeps its own: who added it may let his go.
    $kept = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($Certificate)
    $kept.PSObject.Properties.Add([psnoteproperty]::new('SimulatedName', [string]$Certificate.SimulatedName))
    $list = Get-SimulatedStore $Store
    # One that stands there as its public half stays so, in some versions of Windows.
    $same = @($list | Where-Object { $_.Thumbprint -eq $kept.Thumbprint })
    if ($same.Count -ne 0 -and (Get-Fault 'add') -eq 'keeps') { return }
    foreach ($each in $same) { $null = $list.Remove($each) }
    $list.Add($kept)
}
function Remove-WindowsCertificate([string]$Store, $Certificate) {
    if (Test-Ignored "remove:$Store") { return }
    $null = (Get-SimulatedStore $Store).Remove($Certificate)
}
function Set-WindowsFriendlyName($Certificate, [string]$Name) { $Certificate.PSObject.Properties.Add([psnoteproperty]::new('SimulatedName', $Name)) }
function Get-WindowsFriendlyName($Certificate) { return [string]$Certificate.SimulatedName }
function New-SelfSignedCertificate {
    param($Subject, $DnsName, $FriendlyName, $NotAfter, $NotBefore, $CertStoreLocation, $Provider, $KeyAlgorithm, $KeyLength, $KeySpec, $KeyExportPolicy, $KeyUsage, $HashAlgorithm, $TextExtension)
    $script:World['made'] = [ordered]@{ subject = $Subject; names = @($DnsName); store = $CertStoreLocation; algorithm = $KeyAlgorithm; length = $KeyLength; export = $KeyExportPolicy; hash = $HashAlgorithm; extension = @($TextExtension); usage = @($KeyUsage); begin = $(if ($null -ne $NotBefore) { 'given' } else { 'usual' }) }
    $key = [System.Security.Cryptography.RSA]::Create([int]$KeyLength)
    $wanted = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new([string]$Subject, $key, [System.Security.Cryptography.HashAlgorithmName]::SHA256, [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $names = [System.Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
    foreach ($each in $DnsName) { if ($each -match '^[ -~]+$') { $names.AddDnsName($each) } }
    foreach ($text in @($TextExtension | Where-Object { $_.StartsWith('2.5.29.17={text}') })) {
        foreach ($each in $text.Substring(16).Split('&')) {
            $token, $value = $each.Split('=')
            if ($token -eq 'IPAddress') { $names.AddIpAddress([System.Net.IPAddress]::Parse($value)) } else { $names.AddDnsName($value) }
        }
    }
    $wanted.CertificateExtensions.Add($names.Build($false))
    $usage = [System.Security.Cryptography.X509Certificates.X509KeyUsageFlags]($KeyUsage -join ', ')
    $wanted.CertificateExtensions.Add([System.Security.Cryptography.X509Certificates.X509KeyUsageExtension]::new($usage, $true))
    if (@($TextExtension) -contains '2.5.29.19={text}') {
        $wanted.CertificateExtensions.Add([System.Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new($false, $false, 0, $false))
    }
    $begin = if ($null -ne $NotBefore) { [DateTimeOffset]$NotBefore } else { [DateTimeOffset]::Now.AddMinutes(-10) }
    $made = $wanted.CreateSelfSigned($begin, [DateTimeOffset]$NotAfter)
    $made.PSObject.Properties.Add([psnoteproperty]::new('SimulatedName', [string]$FriendlyName))
    if (-not (Test-Ignored 'New-SelfSignedCertificate')) {
        (Get-SimulatedStore 'My').Add($made)
        $script:World['keys'][$made.Thumbprint] = 'made-key'
    }
    return $made
}

# Key files: `keys` names the file of each thumbprint, `providers` its provider where it is not the usual one, `keyFolder` is a
# real folder that stands for Microsoft\Crypto, `acl` has the rules of each file.
function Get-WindowsKey($Certificate) {
    $null = Test-Ignored 'key'
    $provider = if ($null -ne $script:World['providers']) { $script:World['providers'][$Certificate.Thumbprint] }
    return @{ Name = $script:World['keys'][$Certificate.Thumbprint]; Provider = $(if ($null -ne $provider) { $provider } else { 'Microsoft Software Key Storage Provider' }) }
}
# The key of a PFX that was opened to be kept is a file of the machine from then on.
$openWindowsPfx = ${function:Open-WindowsPfx}
function Open-WindowsPfx([byte[]]$Bytes, $Password, [string]$Flags) {
    $opened = & $openWindowsPfx $Bytes $Password 'DefaultKeySet'
    $opened.PSObject.Properties.Add([psnoteproperty]::new('SimulatedName', 'of the PFX'))
    $script:World['opened'] = @(@($script:World['opened']) + $Flags | Where-Object { $null -ne $_ })
    if ($Flags -match 'PersistKeySet') { $script:World['keys'][$opened.Thumbprint] = 'made-key' }
    return $opened
}
function Read-WindowsPassword([string]$Prompt) {
    $script:World['prompts'] = @(@($script:World['prompts']) + $Prompt | Where-Object { $null -ne $_ })
    $password = [System.Security.SecureString]::new()
    foreach ($letter in ([string]$script:World['password']).ToCharArray()) { $password.AppendChar($letter) }
    return $password
}
function Get-WindowsCryptoFolder { return $script:World['keyFolder'] }
function Get-WindowsFileRules([string]$Path) {
    $null = Test-Ignored 'acl'
    foreach ($rule in $script:World['acl'][[IO.Path]::GetFileName($Path)]) { @{ Sid = $rule['sid']; Allow = $rule['allow']; Rights = [long]$rule['rights'] } }
}
function Add-WindowsFileReader([string]$Path, [string]$Sid) {
    if (-not [IO.File]::Exists($Path)) { throw "a grant on $Path, which is no file" }
    if (Test-Ignored 'grant') { return }
    $name = [IO.Path]::GetFileName($Path)
    $script:World['acl'][$name] = @(@($script:World['acl'][$name]) + @{ sid = $Sid; allow = $true; rights = 131209 } | Where-Object { $null -ne $_ })
}

# Another program has the config open: `heldReads` and `heldReplaces` say how often Windows refuses; `tornReplaces` how often
# ReplaceFile ends with error 1177, after it has taken the config away.
function Test-Counted([string]$Name) {
    $left = [int]$script:World[$Name]
    if ($left -gt 0) { $script:World[$Name] = $left - 1 }
    return $left -gt 0
}
function New-WindowsIOException([string]$Message, [int]$Number) { return [IO.IOException]::new($Message, $Number - 2147024896) }
function Read-WindowsFile([string]$Path) {
    if (Test-Counted 'heldReads') { throw (New-WindowsIOException "The process cannot access the file '$Path' because it is being used by another process." 32) }
    return , [IO.File]::ReadAllBytes($Path)
}
$moveWindowsFileOver = ${function:Move-WindowsFileOver}
function Move-WindowsFileOver([string]$From, [string]$To, [string]$Backup) {
    # Without the path, as Windows says it.
    if (Test-Counted 'heldReplaces') { throw (New-WindowsIOException 'The process cannot access the file because it is being used by another process.' 32) }
    if (Test-Counted 'tornReplaces') {
        [IO.File]::Move($To, $Backup)
        throw (New-WindowsIOException 'Unable to move the replacement file to the file to be replaced.' 1177)
    }
    if ($null -ne (Get-Fault 'replace')) { $null = Test-Ignored 'replace' }
    & $moveWindowsFileOver $From $To $Backup
}
function Wait-WindowsFile { $script:World['waits'] = [int]$script:World['waits'] + 1 }

# Somebody else writes at the same moment, where the world says so.
$writeWholeFile = ${function:Write-WholeFile}
function Write-WholeFile([string]$Path, [byte[]]$Content) {
    & $writeWholeFile $Path $Content
    $meddled = $script:World['meddled']
    if ($null -ne $meddled) { [IO.File]::WriteAllText($meddled, 'theirs') }
}

# The registry values that options of netsh become: http.h has the bits.
function Get-SimulatedOptions($Set) {
    $bits = @{ dsmapperusage = 0x1; clientcertnegotiation = 0x2; reject = 0x8; disablehttp2 = 0x10; disablequic = 0x20; disabletls13 = 0x40; disableocspstapling = 0x80; enabletokenbinding = 0x100; logextendedevents = 0x200; disablelegacytls = 0x400; enablesessionticket = 0x800; disabletls12 = 0x1000; disablesessionid = 0x4000 }
    $values = @{}
    foreach ($name in $bits.Keys) { if ($Set[$name] -eq 'enable') { $values['DefaultFlags'] = [int]$values['DefaultFlags'] -bor $bits[$name] } }
    $mode = 0
    if ($Set['verifyclientcertrevocation'] -eq 'disable') { $mode = $mode -bor 0x1 }
    if ($Set['verifyrevocationwithcachedclientcertonly'] -eq 'enable') { $mode = $mode -bor 0x2 }
    if ($null -ne $Set['revocationfreshnesstime']) { $mode = $mode -bor 0x4; $values['DefaultSslRevocationFreshnessTime'] = [int]$Set['revocationfreshnesstime'] }
    if ($Set['usagecheck'] -eq 'disable') { $mode = $mode -bor 0x10000 }
    $values['DefaultSslCertCheckMode'] = $mode
    if ($null -ne $Set['urlretrievaltimeout']) { $values['DefaultSslRevocationUrlRetrievalTimeout'] = [int]$Set['urlretrievaltimeout'] }
    if ($null -ne $Set['sslctlidentifier']) { $values['DefaultSslCtlIdentifier'] = $Set['sslctlidentifier'] }
    if ($null -ne $Set['sslctlstorename']) { $values['DefaultSslCtlStoreName'] = $Set['sslctlstorename'] }
    return $values
}

function Invoke-WindowsNetsh([string[]]$Arguments) {
    if ($null -eq $script:World['netsh']) { $script:World['netsh'] = [System.Collections.Generic.List[object]]::new() }
    $script:World['netsh'].Add($Arguments)
    $null = Test-Ignored 'netsh:start'
    $fault = Get-Fault 'netsh'
    if ($fault -eq 'ignored') { return @{ ExitCode = 0; Output = 'ok' } }
    if ($null -ne $fault) { return @{ ExitCode = 1; Output = $fault } }
    $set = @{}
    foreach ($each in $Arguments[3..($Arguments.Count - 1)]) { $set[$each.Split('=')[0]] = $each.Substring($each.IndexOf('=') + 1) }
    $path = "SYSTEM\CurrentControlSet\Services\HTTP\Parameters\SslBindingInfo\$($set['ipport'])"
    $bound = $null -ne $script:World['registry'][$path]
    if ($script:World['racing'] -and -not $bound) { $bound = $true; $script:World['registry'][$path] = @{ SslCertHash = @{ bytes = 'AAAA' }; SslCertStoreName = 'MY' } }
    if ($Arguments[1] -eq 'add' -and $bound) { return @{ ExitCode = 1; Output = 'SSL-Zertifikat konnte nicht hinzugefuegt werden. Fehler: 183' } }
    if ($Arguments[1] -eq 'update' -and -not $bound) { return @{ ExitCode = 1; Output = 'Fehler: 2' } }
    $hash = [byte[]]@(for ($i = 0; $i -lt 40; $i += 2) { [Convert]::ToByte($set['certhash'].Substring($i, 2), 16) })
    # As netsh does it: what is not named is as in a new entry.
    if ((Get-Fault 'netsh:forgets') -ne 'yes') { $more = Get-SimulatedOptions $set } else { $more = @{} }
    # As it may do it elsewhere: what is not named is as it was.
    if ((Get-Fault 'netsh:keeps') -eq 'yes' -and $bound) {
        $flags = [int]$script:World['registry'][$path]['DefaultFlags']
        if ($set['clientcertnegotiation'] -eq 'disable') { $flags = $flags -band (-bnot 0x2) }
        $more['DefaultFlags'] = [int]$more['DefaultFlags'] -bor $flags
    }
    $script:World['registry'][$path] = $more + @{ SslCertHash = @{ bytes = [Convert]::ToBase64String($hash) }; SslCertStoreName = $set['certstorename']; AppId = @{ bytes = [Convert]::ToBase64String(([Guid]$set['appid']).ToByteArray()) } }
    return @{ ExitCode = 0; Output = '' }
}

function Get-NetFirewallRule { [CmdletBinding()] param([string]$Name)
    $null = Test-Ignored 'Get-NetFirewallRule'
    foreach ($rule in $script:World['firewall']) {
        if ($rule['Name'] -like $Name) { [pscustomobject]@{ Name = $rule['Name']; Enabled = $rule['Enabled']; Action = $rule['Action']; Direction = $rule['Direction'] } }
    }
}
function Get-NetFirewallPortFilter { param($AssociatedNetFirewallRule)
    foreach ($rule in $script:World['firewall']) {
        if ($rule['Name'] -eq $AssociatedNetFirewallRule.Name) { return [pscustomobject]@{ Protocol = $rule['Protocol']; LocalPort = $rule['LocalPort'] } }
    }
}
function New-NetFirewallRule { param($Name, $DisplayName, $Direction, $Action, $Enabled, $Profile, $Protocol, $LocalPort)
    if (Test-Ignored 'New-NetFirewallRule') { return }
    $script:World['firewall'] = @(@($script:World['firewall']) + [ordered]@{ Name = $Name; Enabled = $Enabled; Action = $Action; Direction = $Direction; Protocol = $Protocol; LocalPort = [string]$LocalPort } | Where-Object { $null -ne $_ })
    return 'a rule that the command prints'
}
function Set-NetFirewallRule { param([object[]]$InputObject, $Direction, $Action, $Enabled, $Profile, $Protocol, $LocalPort)
    if (Test-Ignored 'Set-NetFirewallRule') { return }
    foreach ($rule in $script:World['firewall']) {
        if (@($InputObject.Name) -contains $rule['Name']) { $rule['Direction'] = $Direction; $rule['Action'] = $Action; $rule['Enabled'] = $Enabled; $rule['Protocol'] = $Protocol; $rule['LocalPort'] = [string]$LocalPort }
    }
}

# What only an examination reads. `eventLog` has the entries as Get-WinEvent shows them; `rights` is what secedit writes.
function Get-WindowsRegistryNames([string]$Path) {
    $null = Test-Ignored "registry:$Path"
    $key = $script:World['registry'][$Path]
    if ($null -ne $key) { return @($key.Keys) }
}
function Get-WinEvent { [CmdletBinding()] param($FilterHashtable, [int]$MaxEvents)
    $null = Test-Ignored 'Get-WinEvent'
    $found = @(foreach ($each in @($script:World['eventLog'])) {
            if ($null -eq $each) { continue }
            $at = [DateTime]::Parse($each['at'], [Globalization.CultureInfo]::InvariantCulture, 'AdjustToUniversal').ToLocalTime()
            if ($FilterHashtable.Id -notcontains $each['id'] -or $FilterHashtable.ProviderName -notcontains $each['source'] -or $at -lt $FilterHashtable.StartTime) { continue }
            [pscustomobject]@{ TimeCreated = $at; ProviderName = $each['source']; Id = [int]$each['id']; Properties = @($each['texts'] | ForEach-Object { [pscustomobject]@{ Value = $_ } }); Message = $each['message'] }
        } )
    if ($found.Count -eq 0) {
        $none = [System.Management.Automation.ErrorRecord]::new([Exception]::new('Es wurden keine Ereignisse gefunden.'), 'NoMatchingEventsFound', 'ObjectNotFound', $null)
        $PSCmdlet.ThrowTerminatingError($none)
    }
    return $found | Sort-Object -Property TimeCreated -Descending | Select-Object -First $MaxEvents
}
function Get-NetTCPConnection { [CmdletBinding()] param([string]$State)
    $null = Test-Ignored 'Get-NetTCPConnection'
    foreach ($each in $script:World['listening']) { [pscustomobject]@{ LocalPort = [uint16]$each['port']; OwningProcess = [uint32]$each['process'] } }
}
function Get-WindowsProcessName([int]$Id) { return $script:World['processes'][[string]$Id] }
function Get-WindowsRights { $null = Test-Ignored 'secedit'; return [string]$script:World['rights'] }
function Get-WindowsAdministratorMembers { $null = Test-Ignored 'administrators'; return @($script:World['administrators']) }
function Get-WindowsDomainGroups([string]$Account) { $null = Test-Ignored 'domain'; return @($script:World['groups'][$Account]) }

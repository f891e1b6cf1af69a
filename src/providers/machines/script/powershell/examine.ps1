# What only a diagnosis asks of a machine, in the same request as an inspection. Nothing is written. Each part is limited in time
# and in count; one that cannot be read carries its reason and spoils no other.
function Get-Examination($Asked, $Services) {
    return [ordered]@{
        services  = Get-Part { Get-ExaminedServices $Services }
        events    = Get-Part { Get-ServiceEvents $Services }
        listeners = Get-Part { Get-Listeners }
        urls      = Get-Part { Get-UrlReservations }
        reached   = Get-Part { Get-ReachedPlaces (Get-AskedPlaces $Asked $Services) }
        folders   = Get-Part { Get-ExaminedFolders $Services }
        disks     = Get-Part { Get-WindowsDisks | Select-Object -First 50 }
        tls       = Get-OnePart { Get-TlsSettings }
        root      = Get-OnePart { Get-RootSize }
        load      = Get-OnePart { Get-WindowsLoad }
    }
}

# The one value that a block yields, or why there is none.
function Get-OnePart([scriptblock]$Read) {
    try { return @{ value = @(& $Read)[-1] } } catch { return @{ error = Get-InnerMessage $_ } }
}

# The text that a service's config has under a key; '' where it has none, or cannot be read.
function Get-ConfigText($Service, [string]$Key) {
    try {
        $member = Find-Member (Read-Config (Read-ServiceConfig $Service (Get-ConfigPath $Service))).Members $Key
        if ($null -ne $member -and $member.Value -is [string]) { return $member.Value }
    } catch { Write-Verbose (Get-InnerMessage $_) }
    return ''
}

# At most 500 ports; 4 is the process of the system itself, which is http.sys.
function Get-Listeners {
    $names = @{}
    $seen = @{}
    foreach ($each in @(Get-WindowsListeners)) {
        $id = [int]$each.ProcessId
        # One entry for all addresses, of IPv4 and of IPv6.
        if ($seen.Count -ge 500 -or $seen.ContainsKey("$($each.Port) $id")) { continue }
        $seen["$($each.Port) $id"] = $true
        if (-not $names.Contains($id)) { $names[$id] = Get-WindowsProcessName $id }
        [ordered]@{ port = [int]$each.Port; processId = $id; process = $names[$id] }
    }
}

function Get-TlsSettings {
    $place = @(Get-Fact 'schannel.protocols')
    $protocols = foreach ($version in 'TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3') {
        foreach ($side in 'Client', 'Server') {
            $enabled = Get-WindowsRegistryValue "$($place[0])\$version\$side" 'Enabled'
            [ordered]@{ name = "$version $side"; enabled = $(if ($null -eq $enabled) { $null } else { [long]$enabled -ne 0 }) }
        }
    }
    return [ordered]@{
        protocols     = @($protocols)
        strongCrypto  = Get-WindowsRegistryValue $place[1] $place[2]
        systemDefault = Get-WindowsRegistryValue $place[1] $place[3]
    }
}

function Get-RootSize {
    $bytes = 0
    $certificates = @(Get-WindowsCertificates 'Root')
    foreach ($each in $certificates) { $bytes += $each.SubjectName.RawData.Length }
    return [ordered]@{ certificates = $certificates.Count; subjectBytes = $bytes }
}

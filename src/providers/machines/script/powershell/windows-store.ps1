# The stores of LocalMachine, through .NET: the same on 5.1 and 7, and without the Cert: drive.
function Open-WindowsStore([string]$Store, [string]$Flags) {
    $opened = [System.Security.Cryptography.X509Certificates.X509Store]::new($Store, 'LocalMachine')
    $opened.Open($Flags)
    return , $opened
}

function Get-WindowsCertificates([string]$Store) {
    # Not OpenExistingOnly: a store that nobody has opened yet is an empty one.
    $opened = Open-WindowsStore $Store 'ReadOnly'
    try { return $opened.Certificates } finally { $opened.Close() }
}

function Add-WindowsCertificate([string]$Store, $Certificate) {
    $opened = Open-WindowsStore $Store 'ReadWrite'
    try { $opened.Add($Certificate) } finally { $opened.Close() }
}

function Remove-WindowsCertificate([string]$Store, $Certificate) {
    $opened = Open-WindowsStore $Store 'ReadWrite'
    try { $opened.Remove($Certificate) } finally { $opened.Close() }
}

function Set-WindowsFriendlyName($Certificate, [string]$Name) {
    $Certificate.FriendlyName = $Name
}

function Get-WindowsFriendlyName($Certificate) {
    return [string]$Certificate.FriendlyName
}

# A CSP of Windows that signs with SHA-256: services of the .NET Framework read its keys in every version. Windows makes one
# in My, and in no other store of LocalMachine.
function New-WindowsCertificate([string]$Subject, [string[]]$Names, $Wish, $Begin) {
    $usages = if ($Wish.usage -ceq 'server') { 'certificate.master-usages' } else { 'certificate.worker-usages' }
    # And basic constraints without a value, which say that it is no authority.
    $extensions = @("2.5.29.37={text}$(@(Get-Fact $usages) -join ',')", '2.5.29.19={text}')
    $arguments = @{
        Subject           = $Subject
        FriendlyName      = $Wish.mark
        NotAfter          = [DateTime]::Now.AddDays($Wish.days)
        CertStoreLocation = 'Cert:\LocalMachine\My'
        Provider          = 'Microsoft Enhanced RSA and AES Cryptographic Provider'
        KeyAlgorithm      = 'RSA'
        KeyLength         = 2048
        KeySpec           = 'KeyExchange'
        KeyExportPolicy   = 'NonExportable'
        KeyUsage          = 'DigitalSignature', 'KeyEncipherment'
        HashAlgorithm     = 'SHA256'
    }
    if ($null -ne $Begin) { $arguments.NotBefore = $Begin }
    $addresses = @($Names | Where-Object { Test-Address $_ })
    if ($addresses.Count -eq 0) { $arguments.DnsName = $Names }
    else {
        # DnsName knows no addresses. Each is a DNS name too: not every client looks at the other form.
        if (@($Names | Where-Object { $_ -notmatch '\A[A-Za-z0-9._:*-]+\z' }).Count -ne 0) {
            Stop-With 'certificateNotMade' 'A certificate for an address takes no other names than those of hosts.'
        }
        $extensions += '2.5.29.17={text}' + ((@($Names | ForEach-Object { "DNS=$_" }) + @($addresses | ForEach-Object { "IPAddress=$_" })) -join '&')
    }
    $arguments.TextExtension = $extensions
    return New-SelfSignedCertificate @arguments
}

function Test-Address([string]$Name) {
    $address = $null
    return $Name -match '\A[0-9]+(\.[0-9]+){3}\z|:' -and [System.Net.IPAddress]::TryParse($Name, [ref]$address)
}

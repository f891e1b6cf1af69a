# The stores of LocalMachine, through .NET: the same on 5.1 and 7, and without the Cert: drive.
function Open-WindowsStore([string]$Store, [string]$Flags) {
    $opened = [System.Security.Cryptography.X509Certificates.X509Store]::new($Store, 'LocalMachine')
    $opened.Open($Flags)
    return , $opened
}

function Get-WindowsCertificates([string]$Store) {
    $opened = Open-WindowsStore $Store 'ReadOnly, OpenExistingOnly'
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

# A CSP of Windows that signs with SHA-256: services of the .NET Framework read its keys in every version.
function New-WindowsCertificate([string]$Subject, [string[]]$Names, [string]$Mark, [int]$Days) {
    $arguments = @{
        Subject           = $Subject
        DnsName           = $Names
        FriendlyName      = $Mark
        NotAfter          = [DateTime]::Now.AddDays($Days)
        CertStoreLocation = 'Cert:\LocalMachine\My'
        Provider          = 'Microsoft Enhanced RSA and AES Cryptographic Provider'
        KeyAlgorithm      = 'RSA'
        KeyLength         = 2048
        KeySpec           = 'KeyExchange'
        KeyExportPolicy   = 'NonExportable'
        KeyUsage          = 'DigitalSignature', 'KeyEncipherment'
        HashAlgorithm     = 'SHA256'
        # The usages of both sides; and basic constraints without a value, which say that it is no authority.
        TextExtension     = "2.5.29.37={text}$(@(Get-Fact 'certificate.worker-usages') -join ',')", '2.5.29.19={text}'
    }
    return New-SelfSignedCertificate @arguments
}

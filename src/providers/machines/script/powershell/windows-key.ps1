# The Provider of a certificate's private key, and the Name of the file that holds it; nothing where the key cannot be had.
function Get-WindowsKey($Certificate) {
    $key = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($Certificate)
    if ($null -eq $key) {
        $key = [System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions]::GetECDsaPrivateKey($Certificate)
    }
    if ($null -eq $key) { return }
    try {
        $container = $key.CspKeyContainerInfo
        if ($null -ne $container) { return @{ Provider = [string]$container.ProviderName; Name = $container.UniqueKeyContainerName } }
        $provider = [string]$key.Key.Provider.Provider
        # A key in the TPM has no file of its own to be named by.
        if ($provider -eq (Get-Fact 'certificate.tpm-provider')) { return @{ Provider = $provider; Name = '' } }
        return @{ Provider = $provider; Name = $key.Key.UniqueName }
    } finally { $key.Dispose() }
}

# Where Windows keeps the keys of the machine: every folder of the facts is below this one.
function Get-WindowsCryptoFolder {
    return [IO.Path]::Combine([Environment]::GetFolderPath('CommonApplicationData'), 'Microsoft\Crypto')
}

# Who is allowed or denied what on a file: SID, Allow, Rights (the bits of FileSystemRights).
function Get-WindowsFileRules([string]$Path) {
    foreach ($rule in (Get-WindowsFileSecurity $Path).GetAccessRules($true, $true, [System.Security.Principal.SecurityIdentifier])) {
        @{ Sid = $rule.IdentityReference.Value; Allow = [string]$rule.AccessControlType -eq 'Allow'; Rights = [long]$rule.FileSystemRights }
    }
}

function Add-WindowsFileReader([string]$Path, [string]$Sid) {
    $security = Get-WindowsFileSecurity $Path
    $account = [System.Security.Principal.SecurityIdentifier]::new($Sid)
    $security.AddAccessRule([System.Security.AccessControl.FileSystemAccessRule]::new($account, 'Read', 'Allow'))
    $file = [IO.FileInfo]::new($Path)
    if ($null -ne $file.PSObject.Methods['SetAccessControl']) { $file.SetAccessControl($security) }
    else { [System.IO.FileSystemAclExtensions]::SetAccessControl($file, $security) }
}

# Only the access rules: Set-Acl would write the owner too, which not every administrator may.
function Get-WindowsFileSecurity([string]$Path) {
    $file = [IO.FileInfo]::new($Path)
    if ($null -ne $file.PSObject.Methods['GetAccessControl']) { return $file.GetAccessControl('Access') }
    return [System.IO.FileSystemAclExtensions]::GetAccessControl($file, 'Access')
}

# A PFX with its private key. MachineKeySet and PersistKeySet keep the key; without them it goes away with the object.
function Open-WindowsPfx([byte[]]$Bytes, $Password, [string]$Flags) {
    return [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($Bytes, [System.Security.SecureString]$Password, [System.Security.Cryptography.X509Certificates.X509KeyStorageFlags]$Flags)
}

function Read-WindowsPassword([string]$Prompt) {
    return Read-Host -Prompt $Prompt -AsSecureString
}

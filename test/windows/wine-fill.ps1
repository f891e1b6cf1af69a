# What Wine 10 lacks and no command of the machine can stand in for: files of keys, the place of an imported key, taking a
# certificate out of a store of the registry, and access rules for accounts other than a file's owner; and Win32_Service,
# because the machine's own stand-in for WMI cannot load.
# By reflection: Add-Type wants a compiler's reference assemblies, which such a machine need not have.
$fillModule = [Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly([Reflection.AssemblyName]::new('WineFill'), 'Run').DefineDynamicModule('WineFill')
$fillType = $fillModule.DefineType('WineFill.Calls', 'Public, Class')
function Add-FillCall([string]$Name, [string]$Library, [type[]]$Arguments) {
    $method = $fillType.DefinePInvokeMethod($Name, $Library, 'Public, Static, PinvokeImpl', 'Standard', [bool], $Arguments, 'Winapi', 'Auto')
    $method.SetImplementationFlags('PreserveSig')
}
Add-FillCall 'CertGetCertificateContextProperty' 'crypt32.dll' @([IntPtr], [int], [IntPtr], [int].MakeByRefType())
Add-FillCall 'CertSetCertificateContextProperty' 'crypt32.dll' @([IntPtr], [int], [int], [IntPtr])
Add-FillCall 'QueryServiceStatusEx' 'advapi32.dll' @([IntPtr], [int], [int[]], [int], [int].MakeByRefType())
$fillCalls = $fillType.CreateType()

# Wine keeps the keys of the machine in its registry. A file without content stands for each.
$fillCryptoFolder = ${function:Get-WindowsCryptoFolder}
function Get-WindowsCryptoFolder {
    $crypto = & $fillCryptoFolder
    $folder = [IO.Directory]::CreateDirectory("$crypto\RSA\MachineKeys").FullName
    $keys = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SOFTWARE\Wine\Crypto\RSA')
    if ($null -eq $keys) { return $crypto }
    foreach ($name in $keys.GetSubKeyNames()) {
        if ($keys.OpenSubKey($name).ValueCount -gt 0 -and -not [IO.File]::Exists("$folder\$name")) { [IO.File]::WriteAllText("$folder\$name", '') }
    }
    return $crypto
}

# Wine imports the key of a PFX into the machine's keys, and notes neither that it is there (CRYPT_MACHINE_KEYSET, 0x20) nor
# which of the container's two keys it is (AT_KEYEXCHANGE, 1): dwFlags and dwKeySpec of CRYPT_KEY_PROV_INFO, property 2.
$fillOpenPfx = ${function:Open-WindowsPfx}
function Open-WindowsPfx([byte[]]$Bytes, $Password, [string]$Flags) {
    $opened = & $fillOpenPfx $Bytes $Password $Flags
    $size = 0
    if ($Flags -notmatch 'MachineKeySet' -or -not $fillCalls::CertGetCertificateContextProperty($opened.Handle, 2, [IntPtr]::Zero, [ref]$size)) { return $opened }
    $data = [Runtime.InteropServices.Marshal]::AllocHGlobal($size)
    try {
        $null = $fillCalls::CertGetCertificateContextProperty($opened.Handle, 2, $data, [ref]$size)
        [Runtime.InteropServices.Marshal]::WriteInt32($data, 20, 0x20)
        [Runtime.InteropServices.Marshal]::WriteInt32($data, 40, 1)
        if (-not $fillCalls::CertSetCertificateContextProperty($opened.Handle, 2, 0, $data)) { throw 'where the key is cannot be noted' }
        return $opened
    } finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($data) }
}

# Where the machine's New-SelfSignedCertificate has not stored its key, which cannot be opened then, the name of its container
# is told all the same: 2, CERT_KEY_PROV_INFO_PROP_ID, is a structure that begins with it.
$fillKey = ${function:Get-WindowsKey}
function Get-WindowsKey($Certificate) {
    try { $key = & $fillKey $Certificate } catch { $key = $null }
    if ($null -ne $key) { return $key }
    $size = 0
    if (-not $fillCalls::CertGetCertificateContextProperty($Certificate.Handle, 2, [IntPtr]::Zero, [ref]$size)) { return }
    $data = [Runtime.InteropServices.Marshal]::AllocHGlobal($size)
    try {
        $null = $fillCalls::CertGetCertificateContextProperty($Certificate.Handle, 2, $data, [ref]$size)
        $name = [Runtime.InteropServices.Marshal]::PtrToStringUni([Runtime.InteropServices.Marshal]::ReadIntPtr($data))
        return @{ Provider = ''; Name = $name }
    } finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($data) }
}

# A machine that was just made has no store until one is opened for writing.
foreach ($fillName in 'My', 'Root') {
    $fillStore = [Security.Cryptography.X509Certificates.X509Store]::new($fillName, 'LocalMachine')
    $fillStore.Open('ReadWrite')
    $fillStore.Close()
}

function Remove-WindowsCertificate([string]$Store, $Certificate) {
    $path = "SOFTWARE\Microsoft\SystemCertificates\$Store\Certificates\$($Certificate.Thumbprint)"
    [Microsoft.Win32.Registry]::LocalMachine.DeleteSubKeyTree($path)
}

# The access rules of a file are kept in another one beside it.
function Get-WindowsFileSecurity([string]$Path) {
    $rules = if ([IO.File]::Exists("$Path.sddl")) { [IO.File]::ReadAllText("$Path.sddl") } else { 'D:PAI(A;;FA;;;SY)(A;;FA;;;BA)' }
    $security = [Security.AccessControl.FileSecurity]::new()
    $security.SetSecurityDescriptorSddlForm($rules)
    return $security
}

function Add-WindowsFileReader([string]$Path, [string]$Sid) {
    $security = Get-WindowsFileSecurity $Path
    $account = [Security.Principal.SecurityIdentifier]::new($Sid)
    $security.AddAccessRule([Security.AccessControl.FileSystemAccessRule]::new($account, 'Read', 'Allow'))
    [IO.File]::WriteAllText("$Path.sddl", $security.GetSecurityDescriptorSddlForm('Access'))
}

# Win32_Service from the service manager and the registry.
function Get-CimInstance([string]$ClassName, [string]$Filter) {
    if ($ClassName -ne 'Win32_Service' -or $Filter -notmatch "^Name LIKE '(\w+)%'$") { throw "not here: $ClassName $Filter" }
    foreach ($service in @(Get-Service -Name "$($Matches[1])*")) {
        $key = Get-ItemProperty "HKLM:\SYSTEM\CurrentControlSet\Services\$($service.Name)"
        # SERVICE_STATUS_PROCESS: nine numbers, the eighth is the process.
        $status = [int[]]::new(9)
        $needed = 0
        $handle = $service.ServiceHandle
        try { $known = $fillCalls::QueryServiceStatusEx($handle.DangerousGetHandle(), 0, $status, 36, [ref]$needed) } finally { $handle.Dispose() }
        if (-not $known) { throw "the state of $($service.Name) cannot be had" }
        [pscustomobject]@{
            Name      = $service.Name
            StartName = $key.ObjectName
            PathName  = $key.ImagePath
            ProcessId = $status[7]
            StartMode = switch ($key.Start) { 2 { 'Auto' } 3 { 'Manual' } 4 { 'Disabled' } default { 'System' } }
            State     = switch ([string]$service.Status) { 'StartPending' { 'Start Pending' } 'StopPending' { 'Stop Pending' } default { $_ } }
        }
    }
}

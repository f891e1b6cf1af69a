# What Wine 10 lacks and no command of the machine can stand in for: the name of a stored key's container, taking a
# certificate out of a store of the registry, and access rules for accounts other than a file's owner.
# By reflection: Add-Type wants a compiler's reference assemblies, which such a machine need not have.
$fillModule = [Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly([Reflection.AssemblyName]::new('WineFill'), 'Run').DefineDynamicModule('WineFill')
$fillType = $fillModule.DefineType('WineFill.Crypt', 'Public, Class')
$fillArguments = [type[]]@([IntPtr], [int], [IntPtr], [int].MakeByRefType())
$fillMethod = $fillType.DefinePInvokeMethod('CertGetCertificateContextProperty', 'crypt32.dll', 'Public, Static, PinvokeImpl', 'Standard', [bool], $fillArguments, 'Winapi', 'Auto')
$fillMethod.SetImplementationFlags('PreserveSig')
$fillCrypt = $fillType.CreateType()

function Get-WindowsKeyName($Certificate) {
    # 2: CERT_KEY_PROV_INFO_PROP_ID, a structure that begins with the container's name.
    $size = 0
    if (-not $fillCrypt::CertGetCertificateContextProperty($Certificate.Handle, 2, [IntPtr]::Zero, [ref]$size)) { return }
    $data = [Runtime.InteropServices.Marshal]::AllocHGlobal($size)
    try {
        $null = $fillCrypt::CertGetCertificateContextProperty($Certificate.Handle, 2, $data, [ref]$size)
        return [Runtime.InteropServices.Marshal]::PtrToStringUni([Runtime.InteropServices.Marshal]::ReadIntPtr($data))
    } finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($data) }
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

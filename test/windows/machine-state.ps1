# Notes the state of the machine that tests change, and brings it back. The note is JSON in a file of the machine.
$ErrorActionPreference = 'Stop'
$note = 'C:\windows\temp\scaleout-test-state.json'
$services = 'HKLM:\SYSTEM\CurrentControlSet\Services'
$keys = "$env:ProgramData\Microsoft\Crypto\RSA\MachineKeys"
# Where each name below is one thing that a test may add.
$trees = @(
    'HKLM:\SOFTWARE\Microsoft\SystemCertificates\Root\Certificates'
    'HKLM:\SOFTWARE\Microsoft\SystemCertificates\My\Certificates'
    'HKLM:\SYSTEM\CurrentControlSet\Services\HTTP\Parameters\SslBindingInfo'
    'HKLM:\SOFTWARE\WineFirewall'
    'HKLM:\SOFTWARE\Wine\Crypto\RSA'
)

# By ChangeServiceConfig: the service manager keeps a command line in memory, and does not see one changed in the registry.
function Set-ServiceCommand([string]$Name, [string]$Command) {
    # By reflection, see wine-fill.ps1.
    $assembly = [Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly([Reflection.AssemblyName]::new('ServiceConfig'), 'Run')
    $type = $assembly.DefineDynamicModule('ServiceConfig').DefineType('ServiceConfig', 'Public, Class')
    $arguments = [type[]]@([IntPtr], [uint32], [uint32], [uint32], [string], [IntPtr], [IntPtr], [IntPtr], [IntPtr], [IntPtr], [IntPtr])
    $method = $type.DefinePInvokeMethod('ChangeServiceConfigW', 'advapi32.dll', 'Public, Static, PinvokeImpl', 'Standard', [bool], $arguments, 'Winapi', 'Unicode')
    $method.SetImplementationFlags('PreserveSig')
    $calls = $type.CreateType()
    # SERVICE_NO_CHANGE, and null for what stays.
    $same = [uint32]::MaxValue
    $none = [IntPtr]::Zero
    $handle = (Get-Service $Name).ServiceHandle
    try {
        $done = $calls::ChangeServiceConfigW($handle.DangerousGetHandle(), $same, $same, $same, $Command, $none, $none, $none, $none, $none, $none)
        if (-not $done) { throw "the command line of $Name was not changed" }
    } finally { $handle.Dispose() }
}

# As svc.exe of the machine takes it: its last argument says how it misbehaves.
function Set-ServiceFault([string]$Name, [string]$Fault) {
    Set-ServiceCommand $Name "$((Get-ItemProperty "$services\$Name").ImagePath) $Fault"
}

function Get-Names([string]$Tree) {
    if (Test-Path -LiteralPath $Tree) { Get-ChildItem -LiteralPath $Tree | ForEach-Object { $_.PSChildName } }
}

function Save-MachineState {
    # Of a run that was cut off: what it found holds, not what it left.
    if ([IO.File]::Exists($note)) { Restore-MachineState; return }
    $state = @{ services = @(); trees = @{}; keys = @(); files = @() }
    foreach ($service in @(Get-Service 'SSISScaleOut*')) {
        $key = Get-ItemProperty "$services\$($service.Name)"
        $folder = [IO.Path]::GetDirectoryName(($key.ImagePath -replace '^"([^"]+)".*$', '$1'))
        $state.services += @{ name = $service.Name; image = $key.ImagePath; start = $key.Start }
        foreach ($file in [IO.Directory]::GetFiles($folder, '*.config')) {
            $state.files += @{ path = $file; content = [Convert]::ToBase64String([IO.File]::ReadAllBytes($file)) }
        }
    }
    foreach ($tree in $trees) { $state.trees[$tree] = @(Get-Names $tree) }
    if (Test-Path $keys) { $state.keys = @([IO.Directory]::GetFiles($keys)) }
    [IO.File]::WriteAllText($note, (ConvertTo-Json $state -Depth 5))
}

function Restore-MachineState {
    $state = ConvertFrom-Json ([IO.File]::ReadAllText($note))
    foreach ($each in $state.services) {
        $service = Get-Service $each.name
        # One that is on its way somewhere is let get there first.
        if (@('Stopped', 'Running') -notcontains [string]$service.Status) { Start-Sleep -Seconds 6; $service.Refresh() }
        if ($service.Status -ne 'Stopped') { $service.Stop(); $service.WaitForStatus('Stopped', [TimeSpan]::FromSeconds(20)) }
        Set-ServiceCommand $each.name $each.image
        $mode = switch ($each.start) { 2 { 'Automatic' } 3 { 'Manual' } default { 'Disabled' } }
        Set-Service $each.name -StartupType $mode
    }
    foreach ($file in $state.files) {
        $folder = [IO.Path]::GetDirectoryName($file.path)
        # Backups and what a replacement left. Not by a pattern of Windows: there, x.* is x too.
        foreach ($other in [IO.Directory]::GetFiles($folder)) { if ($other.StartsWith("$($file.path).")) { [IO.File]::Delete($other) } }
        if ([IO.File]::Exists($file.path)) { [IO.File]::SetAttributes($file.path, 'Normal') }
        [IO.File]::WriteAllBytes($file.path, [Convert]::FromBase64String($file.content))
    }
    foreach ($tree in $trees) {
        foreach ($name in @(Get-Names $tree)) {
            if (@($state.trees.$tree) -notcontains $name) { Remove-Item -LiteralPath "$tree\$name" -Recurse }
        }
    }
    if (Test-Path $keys) { foreach ($file in [IO.Directory]::GetFiles($keys)) { if (@($state.keys) -notcontains $file) { [IO.File]::Delete($file) } } }
}

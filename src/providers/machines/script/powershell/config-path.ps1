# Where the config of a service is: the first of the likely places that has it, else the likeliest.
function Get-ConfigPath($Service) {
    $paths = @(Get-ConfigPaths $Service)
    foreach ($path in $paths) { if ([IO.File]::Exists($path)) { return $path } }
    return $paths[0]
}

function Get-ConfigPaths($Service) {
    $name = (Get-Fact 'config.files')[$(if ($Service.role -eq 'master') { 0 } else { 1 })]
    return @(Get-ConfigFolders $Service | Select-Object -Unique | ForEach-Object { Join-WindowsPath $_ $name })
}

# The folder of the program first: the service may run from elsewhere than setup would put it.
function Get-ConfigFolders($Service) {
    $tail = (Get-Fact 'config.folder') -f $Service.version
    $image = Get-ImageFile $Service.imagePath
    if ($image -match '^(.+)[\\/][^\\/]+$') { $Matches[1] }
    if ($image -match '^([A-Za-z]:)\\') { "$($Matches[1])\Program Files\$tail" }
    $setup = (Get-Fact 'config.setup-key') -f $Service.version
    foreach ($root in @((Get-WindowsRegistryValue "$setup\DTSPath" ''), (Get-WindowsRegistryValue $setup 'DTSPath'))) {
        if ([string]$root -ne '') { Join-WindowsPath ([string]$root) 'Binn' }
    }
    $programs = [Environment]::GetEnvironmentVariable('ProgramW6432')
    Join-WindowsPath $(if ([string]$programs -ne '') { $programs } else { 'C:\Program Files' }) $tail
}

# The bytes of a service's config. Where no place has it, the failure names them all.
function Read-ServiceConfig($Service, [string]$Path) {
    try { $bytes = Read-ConfigBytes $Path } catch {
        if ((Get-FailureCode $_) -ne 'configMissing') { throw }
        $others = @(Get-ConfigPaths $Service | Where-Object { $_ -ne $Path })
        Stop-With 'configMissing' "$(Get-InnerMessage $_) Looked for too: $($others -join ', ')."
    }
    return , $bytes
}

# The program in a service's command line, which may be quoted and may have arguments.
function Get-ImageFile([string]$CommandLine) {
    if ($CommandLine -match '^\s*"([^"]+)"') { return $Matches[1] }
    if ($CommandLine -match '^\s*(.+?\.exe)(\s|$)') { return $Matches[1] }
    return $CommandLine.Trim()
}

# Join-Path wants the drive to exist.
function Join-WindowsPath([string]$Folder, [string]$Name) {
    $separator = if ($Folder.Contains('/')) { '/' } else { '\' }
    return $Folder.TrimEnd('\', '/') + $separator + $Name
}
